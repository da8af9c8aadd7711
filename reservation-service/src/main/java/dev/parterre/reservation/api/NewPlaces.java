package dev.parterre.reservation.api;

import org.jspecify.annotations.Nullable;

/// Places in one area, as a request asks for them.
///
/// @param type without one, the default of the area's category
record NewPlaces(@Nullable String area, @Nullable Integer quantity, @Nullable String type) {}

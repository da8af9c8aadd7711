package dev.parterre.reservation.api;

import org.jspecify.annotations.Nullable;

/// Places in one area, as a request asks for them.
record NewPlaces(@Nullable String area, @Nullable Integer quantity) {}

package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;

/// The waiting list of an event is to be gone through again at a moment of the replicated time.
///
/// @param number counted from 1 over all events
record Calling(EventId eventId, long atMillis, long number) {}

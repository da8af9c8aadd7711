package dev.parterre.reservation.boxoffice;

/// Seats kept for one buyer until a moment of the replicated time. Immutable.
///
/// @param seats indices in the plan, in the order of the request; not to be changed
/// @param expiresAtMillis in milliseconds since the epoch
/// @param number the hold's number, counted from 1 over all events
public record Hold(HoldId id, Offer offer, int[] seats, long expiresAtMillis, long number) {}

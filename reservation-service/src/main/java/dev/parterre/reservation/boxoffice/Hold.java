package dev.parterre.reservation.boxoffice;

/// Seats kept for one buyer until a moment of the replicated time. Never changes.
///
/// @param seats indices in the plan, in the order of the request; not to be changed
/// @param number of the hold, counted from 1 on
public record Hold(HoldId id, Offer offer, int[] seats, long expiresAtMillis, long number) {}

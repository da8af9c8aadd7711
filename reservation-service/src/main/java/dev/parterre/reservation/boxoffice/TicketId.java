package dev.parterre.reservation.boxoffice;

/// Names one ticket of a reservation, for one person.
///
/// @param reservation the reservation's number
/// @param item of a seat, its index in the plan; of a place, the number of seats in the plan and
///   how many places of the reservation come before it
public record TicketId(long reservation, int item) {}

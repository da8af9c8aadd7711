package dev.parterre.reservation.boxoffice;

/// Seats that are somebody's. Never changes; a cancelled one takes its place.
///
/// @param seats indices in the plan, in the order of the request; not to be changed
/// @param number of the reservation, counted from 1 on over all events
public record Reservation(
    ReservationId id,
    Offer offer,
    int[] seats,
    Customer customer,
    long number,
    long createdAtMillis,
    boolean cancelled) {

  Reservation cancel() {
    return new Reservation(id, offer, seats, customer, number, createdAtMillis, true);
  }
}

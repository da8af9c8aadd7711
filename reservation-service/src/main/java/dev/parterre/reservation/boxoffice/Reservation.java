package dev.parterre.reservation.boxoffice;

/// Seats given to a customer. Immutable: when it is cancelled, a copy replaces it.
///
/// @param seats indices in the plan, in the order of the request; not to be changed
/// @param number the reservation's number, counted from 1 over all events
/// @param createdAtMillis the replicated time, in milliseconds since the epoch
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

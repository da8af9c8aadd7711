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

  long hash() {
    return new Mix(6)
        .add(id.secret())
        .add(offer.id().value())
        .add(seats)
        .add(customer.name())
        .add(customer.email())
        .add(number)
        .add(createdAtMillis)
        .add(cancelled ? 1 : 0)
        .hash();
  }
}

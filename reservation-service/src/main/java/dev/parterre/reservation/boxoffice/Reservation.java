package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;

/// Seats and places given to a customer. Immutable: when its seats are exchanged, or it is
/// cancelled, a copy replaces it.
///
/// @param number the reservation's number, counted from 1 over all events
/// @param createdAtMillis the replicated time, in milliseconds since the epoch
public record Reservation(
    ReservationId id,
    EventId eventId,
    Allocation allocation,
    Customer customer,
    long number,
    long createdAtMillis,
    boolean cancelled,
    Payment payment) {

  Reservation with(Customer changed) {
    return new Reservation(
        id, eventId, allocation, changed, number, createdAtMillis, cancelled, payment);
  }

  Reservation with(Allocation changed) {
    return new Reservation(
        id, eventId, changed, customer, number, createdAtMillis, cancelled, payment);
  }

  Reservation with(Payment changed) {
    return new Reservation(
        id, eventId, allocation, customer, number, createdAtMillis, cancelled, changed);
  }

  Reservation cancel() {
    return new Reservation(
        id, eventId, allocation, customer, number, createdAtMillis, true, payment);
  }
}

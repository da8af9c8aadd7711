package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import java.util.Optional;

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

  /// Whether a ticket for this is valid.
  ///
  /// @param item as in [TicketId]
  /// @param seatCount how many seats the plan has
  public boolean hasTicket(int item, int seatCount) {
    return !cancelled && allocation.find(item, seatCount) >= 0;
  }

  /// The area of a place, as an index in the plan; empty for a seat, and for what it does not have.
  public Optional<Integer> areaOf(int item, int seatCount) {
    int at = allocation.find(item, seatCount) - allocation.seats().length;
    return at < 0 ? Optional.empty() : Optional.of(allocation.places().get(at).area());
  }

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

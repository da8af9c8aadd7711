package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;

/// Seats and places kept for one buyer until a moment of the replicated time. Immutable.
///
/// @param expiresAtMillis in milliseconds since the epoch
/// @param seconds how long it lasts from its beginning, and from each renewal, unless it is bound
///   to a payment
/// @param renewals how often it has been renewed
/// @param client whose it is, if the event limits the holds of one client
/// @param number the hold's number, counted from 1 over all events
/// @param payment what the payment is called that it is bound to; empty if it is not
public record Hold(
    HoldId id,
    EventId eventId,
    Allocation allocation,
    Client client,
    int seconds,
    int renewals,
    long expiresAtMillis,
    long number,
    String payment) {

  /// That is bound to no payment.
  Hold(
      HoldId id,
      EventId eventId,
      Allocation allocation,
      Client client,
      int seconds,
      int renewals,
      long expiresAtMillis,
      long number) {
    this(id, eventId, allocation, client, seconds, renewals, expiresAtMillis, number, "");
  }

  Hold renewedUntil(long millis) {
    return new Hold(
        id, eventId, allocation, client, seconds, renewals + 1, millis, number, payment);
  }

  Hold boundTo(String reference, long untilMillis) {
    return new Hold(
        id, eventId, allocation, client, seconds, renewals, untilMillis, number, reference);
  }
}

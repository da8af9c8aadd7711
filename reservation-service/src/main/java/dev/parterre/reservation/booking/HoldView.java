package dev.parterre.reservation.booking;

import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Money;
import java.time.Instant;
import java.util.List;

/// A hold as its buyer sees it.
record HoldView(
    HoldId holdId, EventId eventId, List<SeatView> seats, Money total, Instant expiresAt) {

  static HoldView of(HoldId id, Offer offer, int[] seats, long expiresAtMillis) {
    var views = SeatView.of(offer, seats);
    return new HoldView(
        id, offer.id(), views, SeatView.total(views), Instant.ofEpochMilli(expiresAtMillis));
  }
}

package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.HoldId;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Money;
import java.time.Instant;
import java.util.List;

/// A hold as its buyer sees it.
record HoldView(
    String holdId, EventId eventId, List<SeatView> seats, Money total, Instant expiresAt) {

  static HoldView of(HoldId id, Offer offer, int[] seats, long expiresAtMillis) {
    var views = SeatView.of(offer, seats);
    return new HoldView(
        id.toString(),
        offer.id(),
        views,
        SeatView.total(views),
        Instant.ofEpochMilli(expiresAtMillis));
  }
}

package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.parterre.reservation.boxoffice.Allocation;
import dev.parterre.reservation.boxoffice.HoldId;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.catalog.EventId;
import java.time.Instant;

/// A hold as its buyer sees it.
record HoldView(
    String holdId, EventId eventId, @JsonUnwrapped AllocationView allocation, Instant expiresAt) {

  static HoldView of(HoldId id, Offer offer, Allocation allocation, long expiresAtMillis) {
    return new HoldView(
        id.toString(),
        offer.id(),
        AllocationView.of(offer, allocation),
        Instant.ofEpochMilli(expiresAtMillis));
  }
}

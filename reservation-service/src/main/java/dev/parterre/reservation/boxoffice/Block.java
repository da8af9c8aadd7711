package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;

/// A seat that the organiser took off sale. Never changes.
///
/// @param seat its index in the plan
/// @param reason for the organiser; may be empty
/// @param number of the block, counted from 1 on
public record Block(Offer offer, int seat, String reason, long number) {

  /// There is one at most for a seat.
  record Id(EventId event, int seat) {}

  Id id() {
    return new Id(offer.id(), seat);
  }
}

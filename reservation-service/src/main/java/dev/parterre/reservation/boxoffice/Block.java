package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;

/// A seat that the organiser took off sale. Immutable.
///
/// @param seat its index in the plan
/// @param reason for the organiser; may be empty
/// @param number the block's number, counted from 1
public record Block(EventId eventId, int seat, String reason, long number) {

  /// A seat has at most one block, so the seat names it.
  record Id(EventId event, int seat) {}

  Id id() {
    return new Id(eventId, seat);
  }
}

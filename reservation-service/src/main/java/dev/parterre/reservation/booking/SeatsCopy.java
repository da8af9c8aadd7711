package dev.parterre.reservation.booking;

import dev.parterre.reservation.catalog.EventId;
import java.util.Optional;

/// All seats of an event at one moment, and where its feed goes on from there.
///
/// @param statuses by index in the plan, as [SeatStatus#code]
/// @param cursor of the feed at that moment
record SeatsCopy(Offer offer, byte[] statuses, int free, SeatFeed feed, long cursor) {

  static Optional<SeatsCopy> of(Ledger ledger, EventId id) {
    return Optional.ofNullable(ledger.seatMap(id))
        .map(
            map ->
                new SeatsCopy(
                    map.offer(),
                    map.copyOfStatuses(),
                    map.free(),
                    map.feed(),
                    map.feed().cursor()));
  }
}

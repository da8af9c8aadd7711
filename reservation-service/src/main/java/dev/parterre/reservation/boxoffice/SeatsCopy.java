package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import java.util.Optional;

/// All seats of an event at one moment, and where its feed goes on from there.
///
/// @param statuses by index in the plan, as [SeatStatus#code]
/// @param cursor of the feed at that moment
public record SeatsCopy(Offer offer, byte[] statuses, int free, SeatFeed feed, long cursor) {

  public static Optional<SeatsCopy> of(BoxOfficeView view, EventId id) {
    return Optional.ofNullable(view.seatMap(id))
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

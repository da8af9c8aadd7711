package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import java.util.Optional;

/// A copy of all seats and areas of an event at one moment, and the point in its feed at which to
/// continue.
///
/// @param statuses by index in the plan, as [SeatStatus#code]
/// @param free how many seats are free
/// @param freePlaces how many places each area has left, by index in the plan
/// @param cursor the feed's cursor at that moment
public record SeatsCopy(
    Offer offer, byte[] statuses, int free, int[] freePlaces, SeatFeed feed, long cursor) {

  public static Optional<SeatsCopy> of(BoxOfficeView view, EventId id) {
    return Optional.ofNullable(view.seatMap(id))
        .map(
            map ->
                new SeatsCopy(
                    map.offer(),
                    map.copyOfStatuses(),
                    map.free(),
                    map.freePlaces(),
                    map.feed(),
                    map.feed().cursor()));
  }
}

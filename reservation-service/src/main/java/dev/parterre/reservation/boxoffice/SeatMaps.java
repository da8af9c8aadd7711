package dev.parterre.reservation.boxoffice;

import static dev.parterre.reservation.boxoffice.Invariant.check;

import dev.parterre.reservation.catalog.EventId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The seat maps of all events, and the part of the digest that they make up. Only the [Ledger]
/// changes them.
final class SeatMaps {

  private final Map<EventId, SeatMap> maps = new LinkedHashMap<>();
  private long digest;

  @Nullable SeatMap get(EventId event) {
    return maps.get(event);
  }

  /// The map of an event that exists.
  SeatMap of(EventId event) {
    return Objects.requireNonNull(maps.get(event));
  }

  void add(Offer offer) {
    maps.put(offer.id(), new SeatMap(offer, OfferCodec.key(offer)));
  }

  /// Changes what is sold of an event.
  ///
  /// @param isBlocked which seats the organiser took off sale
  /// @return what is for sale now and was not before, or the other way round
  Allocation change(Offer offer, IntPredicate isBlocked) {
    var map = of(offer.id());
    digest -= map.hashFromScratch();
    var changed = map.change(offer, OfferCodec.key(offer), isBlocked);
    digest += map.hashFromScratch();
    return changed;
  }

  /// Gives seats and places from one owner to another. Seats that are free then can be had even if
  /// their category has no price, until [#settle] is called.
  void change(EventId event, Allocation allocation, SeatStatus from, SeatStatus to) {
    var map = of(event);
    int owners = (to == SeatStatus.FREE ? 0 : 1) - (from == SeatStatus.FREE ? 0 : 1);
    for (int seat : allocation.seats()) {
      boolean isAsExpected =
          map.status(seat) == from
              || (from == SeatStatus.FREE && map.status(seat) == map.unowned(seat));
      check(isAsExpected, "a seat has only one owner");
    }
    for (var places : allocation.places()) {
      check(
          map.canTake(places.area(), owners * allocation.placesIn(places.area())),
          "an area has no more people than places");
    }
    for (var places : allocation.places()) {
      map.take(places.area(), owners * places.quantity());
    }
    for (int seat : allocation.seats()) {
      digest -= map.hash(seat);
      map.set(seat, to);
      digest += map.hash(seat);
    }
  }

  /// Takes those of these seats off sale that have neither an owner nor a price.
  void settle(EventId event, Allocation allocation) {
    var map = of(event);
    for (int seat : allocation.seats()) {
      if (!map.isTaken(seat)) {
        map.set(seat, map.unowned(seat));
      }
    }
  }

  /// @param times 1 when it begins, -1 when it ends
  void count(Hold hold, int times) {
    var map = of(hold.eventId());
    map.tallies().count(hold, map.offer().terms().maxHolds().isPresent(), times);
  }

  /// @param times 1 when it takes its seats, -1 when it gives them back
  void count(Reservation reservation, int times) {
    of(reservation.eventId()).tallies().count(reservation, times);
  }

  /// @param times 1 when it begins to wait, -1 when it does not wait any more
  void count(Party party, int times) {
    var map = of(party.eventId());
    map.tallies().count(party, map.offer().terms().maxHolds().isPresent(), times);
  }

  /// Breaks off all feeds: no reader can continue from an earlier index.
  void breakOffFeeds() {
    maps.values().forEach(map -> map.feed().breakOff());
  }

  long digest() {
    return digest;
  }

  /// What [#digest] must return, computed from every seat.
  long digestFromScratch() {
    return maps.values().stream().mapToLong(SeatMap::hashFromScratch).sum();
  }
}

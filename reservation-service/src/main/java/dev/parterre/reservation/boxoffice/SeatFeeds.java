package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// Publishes changes of seats to the feeds of their events.
final class SeatFeeds implements Happening.Listener {

  private final Supplier<BoxOfficeView> view;

  /// @param view returns the present state
  SeatFeeds(Supplier<BoxOfficeView> view) {
    this.view = view;
  }

  @Override
  public void happened(long index, List<Happening> happenings) {
    var changed = new LinkedHashMap<EventId, List<int[]>>();
    for (var happening : happenings) {
      if (happening instanceof Happening.OfSeats change) {
        changed.computeIfAbsent(change.offer().id(), _ -> new ArrayList<>()).add(change.seats());
      }
    }
    changed.forEach((event, seats) -> publish(index, event, distinct(seats)));
  }

  private static int[] distinct(List<int[]> seats) {
    return seats.size() == 1
        ? seats.getFirst()
        : seats.stream().flatMapToInt(Arrays::stream).distinct().toArray();
  }

  private void publish(long index, EventId event, int[] seats) {
    var map = Objects.requireNonNull(view.get().seatMap(event));
    var now = new byte[seats.length];
    for (int i = 0; i < seats.length; i++) {
      now[i] = map.status(seats[i]).code();
    }
    map.feed().publish(index, seats, now);
  }
}

package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// Publishes changes of seats and places to the feeds of their events.
final class SeatFeeds implements Happening.Listener {

  private static final int[] NONE = {};

  /// A larger change costs each reader more than a fresh snapshot, and memory for as long as it is
  /// kept.
  private static final int SEATS_MAX = 1_000;

  private final Supplier<BoxOfficeView> view;

  /// @param view returns the present state
  SeatFeeds(Supplier<BoxOfficeView> view) {
    this.view = view;
  }

  @Override
  public void happened(long index, List<Happening> happenings) {
    var changed = new LinkedHashMap<EventId, List<Allocation>>();
    for (var happening : happenings) {
      if (happening instanceof Happening.OfSeats change && change.allocation().count() > 0) {
        changed.computeIfAbsent(change.eventId(), _ -> new ArrayList<>()).add(change.allocation());
      }
    }
    changed.forEach((event, parts) -> publish(index, event, seats(parts), areas(parts)));
  }

  private static int[] seats(List<Allocation> parts) {
    return parts.size() == 1
        ? parts.getFirst().seats()
        : parts.stream().flatMapToInt(part -> Arrays.stream(part.seats())).distinct().toArray();
  }

  private static int[] areas(List<Allocation> parts) {
    return parts.stream().noneMatch(Allocation::hasPlaces) ? NONE : distinctAreas(parts);
  }

  private static int[] distinctAreas(List<Allocation> parts) {
    return parts.stream()
        .flatMap(part -> part.places().stream())
        .mapToInt(Allocation.Places::area)
        .distinct()
        .toArray();
  }

  private void publish(long index, EventId event, int[] seats, int[] areas) {
    var map = Objects.requireNonNull(view.get().seatMap(event));
    if (seats.length > SEATS_MAX) {
      map.feed().breakOff();
      return;
    }
    var now = new byte[seats.length];
    for (int i = 0; i < seats.length; i++) {
      now[i] = map.status(seats[i]).code();
    }
    int[] free = areas.length == 0 ? NONE : Arrays.stream(areas).map(map::free).toArray();
    map.feed().publish(index, seats, now, areas, free);
  }
}

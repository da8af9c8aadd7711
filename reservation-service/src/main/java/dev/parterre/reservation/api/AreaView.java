package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.SeatsCopy;
import dev.parterre.reservation.catalog.Plan;
import java.util.List;
import java.util.stream.IntStream;

/// An area with places, as anyone sees it.
///
/// @param free how many of its places can be had; none if its category has no price
record AreaView(String area, String name, int capacity, int free) {

  static List<AreaView> of(SeatsCopy copy) {
    var areas = copy.offer().plan().areas();
    return IntStream.range(0, areas.size())
        .mapToObj(i -> of(areas.get(i), copy.freePlaces()[i]))
        .toList();
  }

  private static AreaView of(Plan.Area area, int free) {
    return new AreaView(area.id(), area.name(), area.capacity(), free);
  }
}

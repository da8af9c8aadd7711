package dev.parterre.reservation.catalog;

import dev.parterre.reservation.catalog.PlanDraft.PlacesDraft;
import java.util.List;
import java.util.Map;

/// Reads which areas of a plan have places, and how many. The plan's format cannot say so.
final class PlacesReader {

  /// Of one area.
  static final int CAPACITY_MAX = 1_000_000;

  private final JsonWalk walk;

  PlacesReader(JsonWalk walk) {
    this.walk = walk;
  }

  /// Reads an object with a member for each area, named after the area's id.
  void read(Map<String, PlacesDraft> places) {
    walk.object(List.of(), id -> read(id, places));
  }

  private boolean read(String id, Map<String, PlacesDraft> places) {
    if (places.size() == AreaReader.AREAS_MAX) {
      walk.fault("is one area more than the " + AreaReader.AREAS_MAX + " that a plan may have");
    }
    var draft = new PlacesDraft();
    if (places.size() <= AreaReader.AREAS_MAX) {
      places.put(id, draft);
    }
    walk.object(List.of("name", "category", "capacity"), member -> member(draft, member));
    return true;
  }

  private boolean member(PlacesDraft places, String member) {
    switch (member) {
      case "name" -> places.name = walk.text(PlanReader.TEXT_MAX);
      case "category" -> places.category = walk.text(PlanReader.TEXT_MAX);
      case "capacity" -> places.capacity = walk.whole(1, CAPACITY_MAX);
      default -> {
        return false;
      }
    }
    return true;
  }
}

package dev.parterre.reservation.catalog;

import dev.parterre.reservation.catalog.PlanDraft.PlacesDraft;
import java.util.List;
import java.util.Map;

/// Reads which areas of a plan have places, and how many. The plan's format cannot say so.
final class PlacesReader {

  static final int AREAS_MAX = 1_000;

  /// Of one area.
  static final int CAPACITY_MAX = 1_000_000;

  private final JsonWalk walk;
  private int areas;

  PlacesReader(JsonWalk walk) {
    this.walk = walk;
  }

  /// Reads an object with a member for each area, named after the area's id.
  void read(Map<String, PlacesDraft> places) {
    walk.object(List.of(), id -> read(id, places));
  }

  private boolean read(String id, Map<String, PlacesDraft> places) {
    var draft = new PlacesDraft();
    if (areas++ < AREAS_MAX) {
      places.put(id, draft);
    } else if (areas == AREAS_MAX + 1) {
      walk.fault("is one area more than the " + AREAS_MAX + " that may have places");
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

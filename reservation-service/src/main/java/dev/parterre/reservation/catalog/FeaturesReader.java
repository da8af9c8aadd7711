package dev.parterre.reservation.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what is special about seats of a plan. The plan's format cannot say so.
final class FeaturesReader {

  /// Of one seat.
  static final int FEATURES_MAX = 16;

  /// In characters.
  static final int NAME_MAX = 50;

  private final JsonWalk walk;
  private final Map<String, String> names = new HashMap<>();
  private int seats;

  FeaturesReader(JsonWalk walk) {
    this.walk = walk;
  }

  /// Reads an object with a member for each seat that has features, named after the seat's
  /// `seat_guid`.
  void read(Map<String, List<String>> features) {
    walk.object(List.of(), guid -> read(guid, features));
  }

  private boolean read(String guid, Map<String, List<String>> features) {
    var ofSeat = new ArrayList<String>();
    if (seats++ < PlanImport.SEATS_MAX) {
      features.put(guid, ofSeat);
    } else if (seats == PlanImport.SEATS_MAX + 1) {
      walk.fault("is one seat more than the " + PlanImport.SEATS_MAX + " that a plan may have");
    }
    walk.array(FEATURES_MAX, () -> ofSeat.add(kept(walk.text(NAME_MAX))));
    return true;
  }

  /// What cannot be read is noted, and is empty here. Each name is kept once, and of too many
  /// different ones no more than show that.
  private String kept(@Nullable String name) {
    if (name == null) {
      return "";
    }
    return names.size() > FeaturesCheck.FEATURES_MAX
        ? names.getOrDefault(name, "")
        : names.computeIfAbsent(name, it -> it);
  }
}

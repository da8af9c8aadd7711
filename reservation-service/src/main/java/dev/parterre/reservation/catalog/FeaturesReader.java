package dev.parterre.reservation.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads what is special about seats of a plan. The plan's format cannot say so.
final class FeaturesReader {

  /// Of one seat.
  static final int FEATURES_MAX = 16;

  /// In characters.
  static final int NAME_MAX = 50;

  private final JsonWalk walk;
  private int seats;

  FeaturesReader(JsonWalk walk) {
    this.walk = walk;
  }

  /// Reads an object with a member for each seat that has features, named after the seat's
  /// `seat_guid`.
  void read(Map<String, List<String>> features) {
    walk.object(List.of(), guid -> read(guid, features));
  }

  /// What cannot be read of a seat's features is noted, and is an empty text here.
  private boolean read(String guid, Map<String, List<String>> features) {
    var ofSeat = new ArrayList<String>();
    if (seats++ < PlanImport.SEATS_MAX) {
      features.put(guid, ofSeat);
    } else if (seats == PlanImport.SEATS_MAX + 1) {
      walk.fault("is one seat more than the " + PlanImport.SEATS_MAX + " that a plan may have");
    }
    walk.array(FEATURES_MAX, () -> ofSeat.add(Objects.requireNonNullElse(walk.text(NAME_MAX), "")));
    return true;
  }
}

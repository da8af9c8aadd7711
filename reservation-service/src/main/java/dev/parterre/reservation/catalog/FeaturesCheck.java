package dev.parterre.reservation.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks that whatever has features is a seat of the plan, and that features are few and have
/// names.
final class FeaturesCheck {

  /// Different ones in a plan.
  static final int FEATURES_MAX = 32;

  private final PlanDraft plan;
  private final Set<String> guids;
  private final Faults faults;

  /// @param guids those that the plan's seats have
  FeaturesCheck(PlanDraft plan, Set<String> guids, Faults faults) {
    this.plan = plan;
    this.guids = guids;
    this.faults = faults;
  }

  void run() {
    var names = new HashSet<String>();
    plan.features.values().forEach(names::addAll);
    if (names.size() > FEATURES_MAX) {
      faults.add("/features", "has more than " + FEATURES_MAX + " different features");
    } else {
      plan.features.forEach(this::check);
    }
  }

  private void check(String guid, List<String> features) {
    var pointer = "/features/" + Fault.escaped(guid);
    if (!guids.contains(guid)) {
      faults.add(pointer, "is the seat_guid of no seat");
    }
    var ofSeat = new HashSet<String>();
    for (int i = 0; i < features.size(); i++) {
      var name = features.get(i);
      if (Text.isBlank(name) || PlanCheck.hasControl(name)) {
        faults.add(pointer + "/" + i, "must not be blank or have control characters");
      } else if (!ofSeat.add(name)) {
        faults.add(pointer + "/" + i, "is listed twice");
      }
    }
  }
}

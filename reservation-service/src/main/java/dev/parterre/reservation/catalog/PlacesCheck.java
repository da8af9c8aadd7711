package dev.parterre.reservation.catalog;

import dev.parterre.reservation.catalog.PlanDraft.PlacesDraft;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Checks that whatever has places is an area of the plan, with a name of its own and a category.
final class PlacesCheck {

  private final PlanDraft plan;
  private final Set<String> categories;
  private final Faults faults;
  private final Map<String, String> pointersByName = new HashMap<>();

  /// @param categories those that the plan declares
  PlacesCheck(PlanDraft plan, Set<String> categories, Faults faults) {
    this.plan = plan;
    this.categories = categories;
    this.faults = faults;
  }

  void run() {
    var areas = new HashMap<String, Integer>();
    for (var zone : plan.zones) {
      for (var area : zone.areas) {
        if (area.id != null) {
          areas.merge(area.id, 1, Integer::sum);
        }
      }
    }
    plan.places.forEach((id, places) -> check(id, places, areas.getOrDefault(id, 0)));
  }

  /// @param areas how many have this id
  private void check(String id, PlacesDraft places, int areas) {
    var pointer = "/areas/" + Fault.escaped(id);
    if (areas != 1) {
      faults.add(pointer, "is the uuid of " + (areas == 0 ? "no area" : areas + " areas"));
    }
    if (Text.isBlank(id) || PlanCheck.hasControl(id)) {
      faults.add(pointer, "must not be blank or have control characters");
    }
    if (places.category != null && !categories.contains(places.category)) {
      faults.add(pointer + "/category", "is not one of the plan's categories");
    }
    if (places.name != null) {
      checkName(pointer + "/name", places.name);
    }
  }

  /// Two customers must not be sent to different areas by one name.
  private void checkName(String pointer, String name) {
    if (Text.isBlank(name) || PlanCheck.hasControl(name)) {
      faults.add(pointer, "must not be blank or have control characters");
      return;
    }
    String earlier = pointersByName.putIfAbsent(name, pointer);
    if (earlier != null) {
      faults.add(pointer, "is also the name at " + earlier);
    }
  }
}

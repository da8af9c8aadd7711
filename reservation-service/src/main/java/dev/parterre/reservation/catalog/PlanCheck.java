package dev.parterre.reservation.catalog;

import dev.parterre.reservation.catalog.PlanDraft.RowDraft;
import dev.parterre.reservation.catalog.PlanDraft.SeatDraft;
import dev.parterre.reservation.catalog.PlanDraft.ZoneDraft;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks what the schema cannot express: seats have distinct ids and labels, labels are short, and
/// every category is declared.
final class PlanCheck {

  private final PlanDraft plan;
  private final Faults faults;
  private final Faults warnings;
  private final Set<String> categories = new HashSet<>();
  private final Map<String, String> pointersByGuid = new HashMap<>();
  private final Map<String, String> pointersByLabel = new HashMap<>();

  PlanCheck(PlanDraft plan, Faults faults, Faults warnings) {
    this.plan = plan;
    this.faults = faults;
    this.warnings = warnings;
  }

  /// @param seats how many the document has
  void run(int seats) {
    if (plan.name != null && Text.isBlank(plan.name)) {
      faults.add(plan.pointer + "/name", "must not be blank");
    }
    checkCategories(plan.pointer + "/categories/");
    for (int z = 0; z < plan.zones.size(); z++) {
      var zone = plan.zones.get(z);
      for (int r = 0; r < zone.rows.size(); r++) {
        checkRow(plan.pointer + "/zones/" + z + "/rows/" + r, zone, zone.rows.get(r));
      }
    }
    new PlacesCheck(plan, categories, faults).run();
    new FeaturesCheck(plan, pointersByGuid.keySet(), faults).run();
    String zones = plan.pointer + "/zones";
    if (seats == 0 && plan.places.isEmpty()) {
      faults.add(zones, "has no seats");
    } else if (seats > PlanImport.SEATS_MAX) {
      faults.add(zones, "has " + seats + " seats; the limit is " + PlanImport.SEATS_MAX);
    }
  }

  private void checkCategories(String pointer) {
    for (int i = 0; i < plan.categories.size(); i++) {
      String name = plan.categories.get(i).name;
      if (name == null) {
        continue;
      }
      if (name.isEmpty()) {
        warnings.add(pointer + i + "/name", "is empty; it is priced under the name \"\"");
      } else if (Text.isBlank(name) || hasControl(name)) {
        faults.add(pointer + i + "/name", "must not be blank or have control characters");
      }
      if (!categories.add(name)) {
        faults.add(pointer + i + "/name", "is declared twice");
      }
    }
  }

  private void checkRow(String pointer, ZoneDraft zone, RowDraft row) {
    String label = PlanLabels.join(Objects.requireNonNullElse(zone.name, ""), PlanLabels.row(row));
    if (PlanLabels.row(row).length() > PlanReader.TEXT_MAX) {
      faults.add(pointer + "/row_label", "is too long once the row's number is inserted");
    }
    checkCount(pointer + "/number_of_seats", row);
    for (int s = 0; s < row.seats.size(); s++) {
      checkSeat(pointer + "/seats/" + s, row, row.seats.get(s));
      checkLabel(pointer + "/seats/" + s, label, PlanLabels.seat(row, row.seats.get(s)));
    }
  }

  /// An early version of the format states how many seats a row has. If that number differs from
  /// the seats in the list, some are missing, or there are too many.
  private void checkCount(String pointer, RowDraft row) {
    Integer number = row.numberOfSeats;
    if (number == null) {
      return;
    }
    if (number == row.seats.size()) {
      warnings.add(pointer, "is no longer a member of this object and is ignored");
    } else {
      faults.add(pointer, "is " + number + ", but the row has " + row.seats.size());
    }
  }

  /// Two customers must not be sent to the same seat. Seats without a label can only be told apart
  /// on the drawing.
  private void checkLabel(String pointer, String row, String seat) {
    String label = PlanLabels.join(row, seat);
    String earlier = seat.isEmpty() ? null : pointersByLabel.putIfAbsent(label, pointer);
    if (earlier != null) {
      faults.add(pointer + "/seat_number", "makes the label \"" + label + "\", as does " + earlier);
    }
  }

  private void checkSeat(String pointer, RowDraft row, SeatDraft seat) {
    checkGuid(pointer + "/seat_guid", seat.guid);
    if (seat.category != null && !categories.contains(seat.category)) {
      faults.add(pointer + "/category", "is not one of the plan's categories");
    }
    if (PlanLabels.seat(row, seat).length() > PlanReader.TEXT_MAX) {
      faults.add(pointer + "/seat_number", "is too long once inserted into the row's seat_label");
    }
  }

  private void checkGuid(String pointer, @Nullable String guid) {
    if (guid == null) {
      return;
    }
    if (Text.isBlank(guid) || hasControl(guid)) {
      faults.add(pointer, "must not be blank or have control characters");
      return;
    }
    String earlier = pointersByGuid.putIfAbsent(guid, pointer);
    if (earlier != null) {
      faults.add(pointer, "is also the seat_guid at " + earlier);
    }
  }

  static boolean hasControl(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }
}

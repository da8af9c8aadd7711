package dev.parterre.reservation.catalog;

import dev.parterre.reservation.catalog.PlanDraft.RowDraft;
import dev.parterre.reservation.catalog.PlanDraft.SeatDraft;
import org.jspecify.annotations.Nullable;

/// Names rows and seats for people: in a label, `%s` stands for the number; without a label, the
/// names are like "Row 3" and "Seat 12".
final class PlanLabels {

  private PlanLabels() {}

  static String row(RowDraft row) {
    return label(row.label, "Row %s", row.number);
  }

  static String seat(RowDraft row, SeatDraft seat) {
    return label(row.seatLabel, "Seat %s", seat.number);
  }

  static String join(String first, String second) {
    return Text.isBlank(first) || Text.isBlank(second) ? first + second : first + ", " + second;
  }

  private static String label(@Nullable String pattern, String usual, @Nullable String number) {
    if (pattern != null && !Text.isBlank(pattern)) {
      return pattern.replace("%s", number == null ? "" : number).strip();
    }
    return number == null || Text.isBlank(number) ? "" : usual.replace("%s", number);
  }
}

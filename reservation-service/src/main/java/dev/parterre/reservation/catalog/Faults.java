package dev.parterre.reservation.catalog;

import java.util.ArrayList;
import java.util.List;

/// Collects faults, or warnings, up to a limit; of those beyond it, only that there were any.
final class Faults {

  private final int max;
  private final List<Fault> listed = new ArrayList<>();
  private boolean more;

  Faults(int max) {
    this.max = max;
  }

  void add(String pointer, String detail) {
    if (listed.size() == max) {
      more = true;
    } else {
      listed.add(new Fault(pointer, detail));
    }
  }

  boolean isEmpty() {
    return listed.isEmpty();
  }

  List<Fault> listed() {
    return List.copyOf(listed);
  }

  /// Whether there were more than are listed.
  boolean more() {
    return more;
  }
}

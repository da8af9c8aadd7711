package dev.parterre.reservation.boxoffice;

import java.util.HashMap;
import java.util.Map;

/// How much each of many has in one event: a customer reserved seats, a client open holds. They are
/// told apart by a 64-bit hash. Derived from entries, so it is not part of a snapshot.
final class Tally {

  private final Map<Long, Integer> counts = new HashMap<>();

  int of(long key) {
    return counts.getOrDefault(key, 0);
  }

  /// @param more may be negative
  void add(long key, int more) {
    counts.merge(key, more, (had, added) -> had + added == 0 ? null : had + added);
  }
}

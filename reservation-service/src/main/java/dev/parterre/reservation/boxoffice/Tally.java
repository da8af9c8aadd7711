package dev.parterre.reservation.boxoffice;

import java.util.HashMap;
import java.util.Map;

/// How much each of many has in one event, such as seats that a customer has reserved. Derived from
/// entries, so it is not part of a snapshot.
///
/// @param <K> what tells them apart
final class Tally<K> {

  private final Map<K, Integer> counts = new HashMap<>();

  int of(K key) {
    return counts.getOrDefault(key, 0);
  }

  /// @param more may be negative
  void add(K key, int more) {
    counts.merge(key, more, (had, added) -> had + added == 0 ? null : had + added);
  }
}

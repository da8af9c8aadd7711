package dev.parterre.paxos.simulation;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Counts how often each thing happened that has to happen sometimes.
final class Counters {

  private final long[] counts = new long[Sometimes.values().length];

  void count(Sometimes what) {
    counts[what.ordinal()]++;
  }

  Map<Sometimes, Long> counts() {
    var map = new EnumMap<Sometimes, Long>(Sometimes.class);
    for (var what : Sometimes.values()) {
      map.put(what, counts[what.ordinal()]);
    }
    return map;
  }

  /// The name of a counter, as it is printed.
  static String name(Sometimes what) {
    return what.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

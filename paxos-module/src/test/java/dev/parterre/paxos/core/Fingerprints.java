package dev.parterre.paxos.core;

/// A set of 128-bit fingerprints. The chance that two of a hundred million states share one is less
/// than one in 10^22.
final class Fingerprints {

  private long[] table = new long[1 << 16];
  private int size;

  /// @return false if it is in the set already
  boolean add(long high, long low) {
    if (size * 3L > table.length) {
      grow();
    }
    var isNew = put(high, low);
    size += isNew ? 1 : 0;
    return isNew;
  }

  private boolean put(long high, long low) {
    var mask = table.length / 2 - 1;
    var at = (int) low & mask;
    while (table[2 * at] != 0 || table[2 * at + 1] != 0) {
      if (table[2 * at] == high && table[2 * at + 1] == low) {
        return false;
      }
      at = (at + 1) & mask;
    }
    table[2 * at] = high;
    table[2 * at + 1] = low;
    return true;
  }

  private void grow() {
    var old = table;
    table = new long[2 * old.length];
    for (var i = 0; i < old.length; i += 2) {
      if (old[i] != 0 || old[i + 1] != 0) {
        put(old[i], old[i + 1]);
      }
    }
  }

  int size() {
    return size;
  }

  /// Spreads the bits of a number (SplitMix64).
  static long spread(long seed) {
    var z = seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

package dev.parterre.paxos.simulation;

import java.util.Arrays;

/// What is to happen, ordered by time and, at the same time, by when it was planned. A binary heap
/// of plain numbers, since a run spends much of its time here.
final class Agenda {

  /// The low bits of a key are the number of the entry; the microseconds are above them.
  private static final int NUMBER_BITS = 24;

  private long[] keys = new long[256];
  private Runnable[] entries = new Runnable[256];
  private int size;
  private long planned;

  /// @throws IllegalStateException if there were more than a run can have: something goes round in
  ///   circles
  void add(long micros, Runnable what) {
    if (planned >> NUMBER_BITS > 0) {
      throw new IllegalStateException("a storm: " + planned + " messages and alarms in one run");
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      entries = Arrays.copyOf(entries, 2 * size);
    }
    var key = micros << NUMBER_BITS | planned++;
    var at = size++;
    while (at > 0 && keys[(at - 1) / 2] > key) {
      move((at - 1) / 2, at);
      at = (at - 1) / 2;
    }
    keys[at] = key;
    entries[at] = what;
  }

  /// When the first entry is due; never, if there is none.
  long dueMicros() {
    return size == 0 ? Long.MAX_VALUE : keys[0] >>> NUMBER_BITS;
  }

  /// Removes the first entry; there must be one.
  Runnable remove() {
    var first = entries[0];
    size--;
    var key = keys[size];
    var at = 0;
    for (var child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && keys[child + 1] < keys[child]) {
        child++;
      }
      if (keys[child] >= key) {
        break;
      }
      move(child, at);
      at = child;
    }
    move(size, at);
    return first;
  }

  private void move(int from, int to) {
    keys[to] = keys[from];
    entries[to] = entries[from];
  }
}

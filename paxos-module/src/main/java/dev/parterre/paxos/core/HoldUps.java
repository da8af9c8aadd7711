package dev.parterre.paxos.core;

import java.util.Arrays;

/// How long something was held up at most, in each of the last windows in which it was seen at all.
final class HoldUps {

  private static final long NOT_SEEN = -1;

  private final long[] longest = new long[4];
  private long current = NOT_SEEN;
  private int window;

  void note(long millis) {
    current = Math.max(current, Math.max(0, millis));
  }

  void endWindow() {
    if (current != NOT_SEEN) {
      longest[window++ % longest.length] = current;
      current = NOT_SEEN;
    }
  }

  /// Only what came in each of them lasts.
  long lasting() {
    return Arrays.stream(longest).min().orElseThrow();
  }
}

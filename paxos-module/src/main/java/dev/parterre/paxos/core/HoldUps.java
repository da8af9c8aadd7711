package dev.parterre.paxos.core;

import java.util.Arrays;

/// The longest time for which something was held up, in each of the last windows that saw it at
/// all.
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

  /// The shortest of them: only a hold-up that shows in every window counts as lasting.
  long lasting() {
    return Arrays.stream(longest).min().orElseThrow();
  }
}

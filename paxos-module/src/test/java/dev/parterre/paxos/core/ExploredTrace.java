package dev.parterre.paxos.core;

import java.util.ArrayDeque;
import java.util.Arrays;

/// How each explored state was first reached: from which other state, by which event.
final class ExploredTrace {

  private static final int CRASHES = -1 - Explorer.NODES;

  private int[] steps = new int[1 << 12];
  private int size;

  static int arrival(int message) {
    return 2 * message;
  }

  static int call(int node) {
    return 2 * (-1 - node);
  }

  static int crash(int node) {
    return 2 * (CRASHES - node);
  }

  static int cutShort(int event) {
    return event | 1;
  }

  void add(int from, int event) {
    if (2 * size == steps.length) {
      steps = Arrays.copyOf(steps, 2 * steps.length);
    }
    steps[2 * size] = from;
    steps[2 * size + 1] = event;
    size++;
  }

  /// The run to a state and one further event, in words.
  String to(int state, int event, ExploredMessages messages) {
    var run = new ArrayDeque<String>();
    run.add(words(event, messages));
    for (var each = state; each > 0; each = steps[2 * each]) {
      run.addFirst(words(steps[2 * each + 1], messages));
    }
    return "\n  " + String.join("\n  ", run);
  }

  private static String words(int event, ExploredMessages messages) {
    var what = event >> 1;
    var words =
        what >= 0
            ? messages.envelope(what).toString()
            : what < CRASHES + 1
                ? "node " + (CRASHES - what + 1) + " crashes and starts again"
                : "node " + -what + " is called";
    return (event & 1) == 0 ? words : words + ", and a crash in the middle of it";
  }
}

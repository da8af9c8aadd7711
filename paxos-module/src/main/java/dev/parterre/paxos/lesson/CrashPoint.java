package dev.parterre.paxos.lesson;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A place in a node's turn at which a script can make it crash. What is said counts where it is
/// said to others, one after the other: after the first has left, the node is gone.
enum CrashPoint {
  BEFORE_PREPARE,
  AFTER_PREPARE,
  BEFORE_PROMISE,
  AFTER_PROMISE,
  BEFORE_ACCEPT,
  AFTER_ACCEPT,
  BEFORE_ACCEPTED,
  AFTER_ACCEPTED,
  BEFORE_WRITE,
  AFTER_WRITE,
  BEFORE_FORCE,
  AFTER_FORCE;

  static Optional<CrashPoint> named(String name) {
    return Arrays.stream(values()).filter(point -> point.toString().equals(name)).findFirst();
  }

  boolean isBefore(Kind kind) {
    return name().equals("BEFORE_" + kind.name());
  }

  boolean isAfter(Kind kind) {
    return name().equals("AFTER_" + kind.name());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

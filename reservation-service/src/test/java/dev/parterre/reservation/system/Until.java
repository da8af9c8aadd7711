package dev.parterre.reservation.system;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for conditions, with a timeout.
final class Until {

  private static final Duration STEP = Duration.ofMillis(20);

  private Until() {}

  static void holds(String what, Duration atMost, BooleanSupplier condition) {
    var deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + atMost.toMillis() + " ms: " + what);
      }
      sleep(STEP);
    }
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}

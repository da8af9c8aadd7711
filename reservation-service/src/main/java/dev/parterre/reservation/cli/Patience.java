package dev.parterre.reservation.cli;

import java.time.Duration;

/// How long something is waited for.
public interface Patience {

  /// Asked again and again while it is waited.
  ///
  /// @throws Failure when there is nothing left to wait for, in words
  boolean lasts() throws Failure;

  /// What to say when it did not last, as a clause: "within 60 s".
  String text();

  static Patience of(Duration atMost) {
    var deadline = System.nanoTime() + atMost.toNanos();
    return new Patience() {
      @Override
      public boolean lasts() {
        return System.nanoTime() - deadline < 0;
      }

      @Override
      public String text() {
        return "within " + atMost.toSeconds() + " s";
      }
    };
  }
}

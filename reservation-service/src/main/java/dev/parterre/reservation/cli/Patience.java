package dev.parterre.reservation.cli;

import java.time.Duration;

/// How long to wait for something.
public interface Patience {

  /// Whether to wait longer. Called repeatedly while waiting.
  ///
  /// @throws Failure if there is nothing left to wait for; the message says why
  boolean lasts() throws Failure;

  /// What to say once it is over, as a clause: "within 60 s".
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

package dev.parterre.paxos.lesson;

import java.util.SplittableRandom;

/// A probability.
///
/// @param text as it was written
public record Chance(String text, long perMillion) {

  static final Chance NEVER = new Chance("0", 0);

  private static final long MILLION = 1_000_000;

  /// @throws LessonException unless the probability is one
  public static Chance of(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new LessonException("a probability is between 0 and 1, not " + probability);
    }
    var perMillion = Math.round(probability * MILLION);
    return new Chance(Double.toString(probability), perMillion);
  }

  boolean comesTrue(SplittableRandom dice) {
    return dice.nextLong(MILLION) < perMillion;
  }
}

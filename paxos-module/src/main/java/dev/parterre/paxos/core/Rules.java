package dev.parterre.paxos.core;

/// What every replica must go by alike, because its results depend on it: a part of the replicated
/// state, changed only by a decision.
///
/// @param outcomesMax outcomes that are remembered; the oldest is forgotten first
/// @param outcomeMillis replicated time after which an outcome is forgotten
/// @param restartGapMillis the most by which the replicated time advances at once when no member
///   carried it on because all had stopped
public record Rules(int outcomesMax, long outcomeMillis, long restartGapMillis) {

  public static final int OUTCOMES_MAX = 10_000_000;

  private static final long HOUR_MILLIS = 3_600_000;

  public static final long MILLIS_MAX = 30 * 24 * HOUR_MILLIS;

  /// Valid until a decision says otherwise. Never changed, since replicas of every version begin
  /// with it.
  public static final Rules FIRST = new Rules(500_000, 24 * HOUR_MILLIS, 60_000);

  /// @throws IllegalArgumentException when one of them is out of bounds
  public Rules {
    check("outcomes", outcomesMax, OUTCOMES_MAX);
    check("milliseconds of an outcome", outcomeMillis, MILLIS_MAX);
    check("milliseconds of a restart", restartGapMillis, MILLIS_MAX);
  }

  private static void check(String what, long value, long max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(value + " " + what + ", but 1 to " + max + " are allowed");
    }
  }
}

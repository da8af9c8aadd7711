package dev.parterre.paxos.core;

/// What every replica must go by alike, because what it comes to depends on it: a part of the
/// replicated state, changed only by a decision.
///
/// @param outcomesMax outcomes that are remembered; the oldest is forgotten first
/// @param outcomeMillis replicated time after which an outcome is forgotten
/// @param restartGapMillis the most that the replicated time goes on at once when no member carried
///   it on, for all had stopped
public record Rules(int outcomesMax, long outcomeMillis, long restartGapMillis) {

  public static final int OUTCOMES_MAX = 10_000_000;

  private static final long HOUR_MILLIS = 3_600_000;

  public static final long MILLIS_MAX = 30 * 24 * HOUR_MILLIS;

  /// What holds until a decision says otherwise; never changed, for it is what all replicas of
  /// whatever version begin with.
  public static final Rules FIRST = new Rules(500_000, 24 * HOUR_MILLIS, 60_000);

  /// @throws IllegalArgumentException when no state could go by them
  public Rules {
    check("outcomes", outcomesMax, OUTCOMES_MAX);
    check("milliseconds of an outcome", outcomeMillis, MILLIS_MAX);
    check("milliseconds of a restart", restartGapMillis, MILLIS_MAX);
  }

  private static void check(String what, long value, long max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(value + " " + what + ", of 1 to " + max);
    }
  }
}

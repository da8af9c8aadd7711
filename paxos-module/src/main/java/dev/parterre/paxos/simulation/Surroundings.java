package dev.parterre.paxos.simulation;

import java.util.List;

/// What the nodes of a run run on, and how they are used: each seed draws its own.
///
/// @param streams whether messages go by streams, as in the transport, or may be lost, duplicated
///   and overtaken, as the papers allow
/// @param segmentBytes segment size of the real log on simulated files; 0: a model of a log
/// @param largestBytes of the largest command; most are small
/// @param outcomes how many are remembered, and `outcomeMillis`: for how long
/// @param differing whether each node has settings of its own
record Surroundings(
    boolean streams,
    int segmentBytes,
    int largestBytes,
    int outcomes,
    int outcomeMillis,
    boolean differing) {

  private static final int DAY_MILLIS = 24 * 3_600_000;
  private static final int SMALL_BYTES = 8;

  /// The share of runs on the real log, which take a few times as long.
  private static final double REAL_LOG_SHARE = 0.1;

  static final Surroundings PLAIN =
      new Surroundings(false, 0, SMALL_BYTES, 10_000, DAY_MILLIS, false);

  static Surroundings draw(Dice dice) {
    var forgetful = dice.chance(0.7);
    return new Surroundings(
        dice.chance(0.4),
        dice.chance(REAL_LOG_SHARE) ? dice.oneOf(List.of(6_000, 8_192, 20_000)) : 0,
        dice.chance(0.3) ? dice.between(100, 4000) : SMALL_BYTES,
        forgetful ? dice.between(10, 50) : 10_000,
        forgetful && dice.chance(0.5) ? dice.between(500, 3000) : DAY_MILLIS,
        dice.chance(0.2));
  }

  /// The same, except for how many outcomes are remembered.
  Surroundings remembering(int count) {
    return new Surroundings(streams, segmentBytes, largestBytes, count, outcomeMillis, differing);
  }

  boolean isOnRealLog() {
    return segmentBytes > 0;
  }

  /// Whether an outcome may be forgotten while somebody still asks for it.
  boolean isForgetful() {
    return outcomes < PLAIN.outcomes || outcomeMillis < DAY_MILLIS;
  }
}

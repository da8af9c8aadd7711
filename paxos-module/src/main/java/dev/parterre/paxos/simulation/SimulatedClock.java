package dev.parterre.paxos.simulation;

import dev.parterre.paxos.core.Time;

/// The two clocks of a machine. The monotonic one begins anywhere and runs at a rate of its own;
/// the wall clock can be set at any time.
final class SimulatedClock {

  private static final int PERMILLE = 1000;
  private static final long WALL_MILLIS = 1_700_000_000_000L;

  private final World world;
  private long baseMicros;
  private long wallMillis = WALL_MILLIS;
  private int rate = PERMILLE;

  SimulatedClock(World world) {
    this.world = world;
  }

  /// The machine is switched on.
  void begin(int monotonicMillis) {
    baseMicros = monotonicMillis * 1000L - world.micros() * rate / PERMILLE;
  }

  void drift(int permille) {
    rate = PERMILLE + permille;
  }

  void jump(int millis) {
    wallMillis = WALL_MILLIS + millis;
  }

  /// @param aheadMicros how long forces have taken since the turn began, while the time of the
  ///   world stands still
  Time time(int aheadMicros) {
    var micros = world.micros() + aheadMicros;
    return new Time((baseMicros + micros * rate / PERMILLE) / 1000, wallMillis + micros / 1000);
  }

  /// When, in the time of the world, the monotonic clock will show this.
  long microsAt(long monotonicMillis) {
    return Math.ceilDiv((monotonicMillis * 1000 - baseMicros) * PERMILLE, rate);
  }
}

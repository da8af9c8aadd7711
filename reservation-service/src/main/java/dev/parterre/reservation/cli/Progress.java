package dev.parterre.reservation.cli;

import java.time.Duration;

/// Tells a replica that is slow from one that gets nowhere. On a busy machine a start can take
/// minutes; what it shows meanwhile is that something grows: its log, its data, what it has
/// applied, or the time it was given on a processor.
final class Progress {

  /// What a replica that only waits for the others does not use within [#STILL], and one that is
  /// given a tenth of a processor does.
  static final Duration CPU_STEP = Duration.ofSeconds(5);

  /// So long nothing may move.
  static final Duration STILL = Duration.ofSeconds(60);

  /// Longer nobody waits, whatever moves.
  static final Duration AT_MOST = Duration.ofMinutes(15);

  private final long begunAt;
  private long movedAt;
  private Signs last;

  Progress(long nowNanos, Signs first) {
    begunAt = nowNanos;
    movedAt = nowNanos;
    last = first;
  }

  /// What can be seen of a replica from outside.
  ///
  /// @param logBytes how long its log is
  /// @param dataBytes what its data directory holds
  /// @param index how many commands it says it has applied; 0 while it says nothing
  /// @param cpuNanos of processor time, since its process began
  record Signs(long logBytes, long dataBytes, long index, long cpuNanos) {

    /// Less is movement, too: what a snapshot holds goes from the log.
    private boolean areMovedFrom(Signs before) {
      return logBytes != before.logBytes
          || dataBytes != before.dataBytes
          || index != before.index
          || cpuNanos - before.cpuNanos >= CPU_STEP.toNanos();
    }
  }

  /// Whether it is worth to wait on.
  boolean lasts(long nowNanos, Signs now) {
    if (now.areMovedFrom(last)) {
      last = now;
      movedAt = nowNanos;
    }
    return nowNanos - movedAt < STILL.toNanos() && nowNanos - begunAt < AT_MOST.toNanos();
  }

  /// Why it was given up, as a clause.
  String why(long nowNanos) {
    return nowNanos - begunAt >= AT_MOST.toNanos()
        ? "within " + AT_MOST.toMinutes() + " min, though it was still getting on"
        : "and has not got on for " + STILL.toSeconds() + " s: neither its log nor its data grows";
  }
}

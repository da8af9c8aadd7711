package dev.parterre.reservation.cli;

import java.time.Duration;

/// Tells a slow replica from one that makes no progress. On a busy machine a start can take
/// minutes, but something grows meanwhile: its log, its data, its index, or its processor time.
final class Progress {

  /// The processor time that counts as progress: within [#STILL], a replica that only waits for the
  /// others uses less, and one that gets a tenth of a processor uses more.
  static final Duration CPU_STEP = Duration.ofSeconds(5);

  /// How long a replica may make no progress.
  static final Duration STILL = Duration.ofSeconds(60);

  /// How long to wait at most, whatever the progress.
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
  /// @param logBytes the length of its log
  /// @param dataBytes the size of its data directory
  /// @param index how many commands it says it has applied; 0 while it does not answer
  /// @param cpuNanos the processor time that its process has used
  record Signs(long logBytes, long dataBytes, long index, long cpuNanos) {

    /// Shrinking is progress, too: after a snapshot, the log is cut.
    private boolean areMovedFrom(Signs before) {
      return logBytes != before.logBytes
          || dataBytes != before.dataBytes
          || index != before.index
          || cpuNanos - before.cpuNanos >= CPU_STEP.toNanos();
    }
  }

  /// Whether it is worth waiting longer.
  boolean lasts(long nowNanos, Signs now) {
    if (now.areMovedFrom(last)) {
      last = now;
      movedAt = nowNanos;
    }
    return nowNanos - movedAt < STILL.toNanos() && nowNanos - begunAt < AT_MOST.toNanos();
  }

  /// Why it is not, as a clause.
  String why(long nowNanos) {
    return nowNanos - begunAt >= AT_MOST.toNanos()
        ? "within " + AT_MOST.toMinutes() + " min, though it was still making progress"
        : "after " + STILL.toSeconds() + " s without progress: neither its log nor its data grows";
  }
}

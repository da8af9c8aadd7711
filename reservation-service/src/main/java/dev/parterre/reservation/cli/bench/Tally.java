package dev.parterre.reservation.cli.bench;

import org.HdrHistogram.Histogram;

/// The results of requests: how many were refused with a conflict, how many failed, and how long
/// the others took, in microseconds.
final class Tally {

  static final long MICROS_MAX = 60_000_000;
  static final int DIGITS = 3;

  private final Histogram latencies;
  private long conflicts;
  private long errors;

  Tally() {
    this(0, 0, new Histogram(MICROS_MAX, DIGITS));
  }

  Tally(long conflicts, long errors, Histogram latencies) {
    this.conflicts = conflicts;
    this.errors = errors;
    this.latencies = latencies;
  }

  void add(Tally other) {
    conflicts += other.conflicts;
    errors += other.errors;
    latencies.add(other.latencies);
  }

  long done() {
    return latencies.getTotalCount();
  }

  long conflicts() {
    return conflicts;
  }

  long errors() {
    return errors;
  }

  double millisAt(double percentile) {
    return done() == 0 ? 0 : latencies.getValueAtPercentile(percentile) / 1000.0;
  }

  double millisMax() {
    return latencies.getMaxValue() / 1000.0;
  }
}

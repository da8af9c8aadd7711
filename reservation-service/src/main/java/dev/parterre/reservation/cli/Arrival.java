package dev.parterre.reservation.cli;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Tells when a replica that was started is up: it answers, and its peers have accepted it. If it
/// knows a leader, they have. If there is no leader, a refusal would arrive, and be weighed, within
/// the first seconds; if no other replica runs, there is none to refuse it.
final class Arrival implements Predicate<ClusterFile.Member> {

  /// Longer than a replica takes to weigh what its peers say about its disk.
  static final Duration WEIGHED = Duration.ofSeconds(5);

  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final boolean alone;
  private @Nullable Long answeredNanos;

  /// @param alone whether no other replica runs
  Arrival(boolean alone) {
    this.alone = alone;
  }

  @Override
  public boolean test(ClusterFile.Member replica) {
    return Replica.at(replica.url(), ANSWER)
        .view()
        .filter(view -> hasComeUp(view, System.nanoTime()))
        .isPresent();
  }

  boolean hasComeUp(Replica.View view, long nowNanos) {
    if (view.hasStopped()) {
      return false;
    }
    if (answeredNanos == null) {
      answeredNanos = nowNanos;
    }
    return alone || view.leader() != null || nowNanos - answeredNanos > WEIGHED.toNanos();
  }
}

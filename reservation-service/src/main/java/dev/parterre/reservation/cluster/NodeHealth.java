package dev.parterre.reservation.cluster;

import dev.parterre.paxos.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether this replica can serve: whether a linearizable read succeeded within the last 5 s.
/// Probes share one read, and start a new one only if the last success is older than 1 s.
final class NodeHealth implements HealthIndicator {

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PATIENCE_MILLIS = 1_000;

  private final Supplier<CompletableFuture<Answer<Boolean>>> read;
  private final Supplier<Optional<String>> held;
  private @Nullable CompletableFuture<Answer<Boolean>> asked;
  private @Nullable Long confirmedNanos;

  /// @param read a linearizable read of nothing
  /// @param held why this replica cannot serve even with a quorum; empty if it is not held
  NodeHealth(Supplier<CompletableFuture<Answer<Boolean>>> read, Supplier<Optional<String>> held) {
    this.held = held;
    this.read = read;
  }

  @Override
  public Health health() {
    var why = held.get();
    if (why.isPresent()) {
      return Health.down().withDetail("reason", why.get()).build();
    }
    if (age() < FRESH_NANOS) {
      return Health.up().build();
    }
    var asking = ask();
    if (age() > STALE_NANOS) {
      await(asking);
    }
    return age() <= STALE_NANOS
        ? Health.up().build()
        : Health.down().withDetail("reason", "no quorum confirmed a leader lately").build();
  }

  private synchronized CompletableFuture<Answer<Boolean>> ask() {
    if (asked == null || asked.isDone()) {
      asked = read.get();
      var _ = asked.thenAccept(this::note);
    }
    return asked;
  }

  private synchronized void note(Answer<Boolean> answer) {
    if (answer instanceof Answer.Found<Boolean>) {
      confirmedNanos = System.nanoTime();
    }
  }

  private synchronized long age() {
    return confirmedNanos == null ? Long.MAX_VALUE : System.nanoTime() - confirmedNanos;
  }

  private static void await(CompletableFuture<Answer<Boolean>> asking) {
    try {
      var _ = asking.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException unavailable) {
      return;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

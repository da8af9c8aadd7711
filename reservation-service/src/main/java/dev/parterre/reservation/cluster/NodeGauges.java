package dev.parterre.reservation.cluster;

import dev.parterre.paxos.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The gauges of a node's progress. Its status is read at most once a second, so that one reading
/// serves all gauges of a scrape.
final class NodeGauges {

  private static final long AGE_MAX_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<Status> node;
  private @Nullable Status seen;
  private long seenNanos;

  NodeGauges(Supplier<Status> node) {
    this.node = node;
  }

  void bindTo(MeterRegistry registry) {
    gauge(registry, "leader", "1 if this replica leads", NodeGauges::leads);
    gauge(registry, "ballot.round", "Round of the promised ballot", s -> s.ballot().round());
    gauge(registry, "decided", "Slots known to be decided", s -> s.decided().number());
    gauge(registry, "applied", "Last slot applied", s -> s.applied().number());
    gauge(registry, "index", "Commands applied", Status::index);
    gauge(registry, "snapshot", "Last slot in a durable snapshot", s -> s.snapshot().number());
    gauge(registry, "outcomes", "Outcomes remembered", Status::outcomes);
    gauge(registry, "outcomes.max", "Most outcomes remembered", s -> s.rules().outcomesMax());
    gauge(registry, "held", "1 if a slot cannot be applied", s -> s.held() == null ? 0 : 1);
    gauge(registry, "voting", "1 if this replica is a member", s -> s.voting() ? 1 : 0);
    gauge(registry, "members", "Members, now or in a few slots", s -> s.members().size());
    gauge(
        registry,
        "peers.reachable",
        "Other replicas heard from lately",
        s -> s.members().stream().filter(member -> isOther(s, member)).count());
  }

  private void gauge(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Status> value) {
    Gauge.builder("parterre.paxos." + name, () -> value.applyAsDouble(status()))
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  private static boolean isOther(Status status, Status.Member member) {
    return member.reachable() && !member.id().equals(status.self());
  }

  private static double leads(Status status) {
    return status.self().equals(status.leader()) ? 1 : 0;
  }

  private synchronized Status status() {
    if (seen == null || System.nanoTime() - seenNanos > AGE_MAX_NANOS) {
      seen = node.get();
      seenNanos = System.nanoTime();
    }
    return seen;
  }
}

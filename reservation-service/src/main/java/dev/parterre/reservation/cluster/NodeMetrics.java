package dev.parterre.reservation.cluster;

import dev.parterre.paxos.NodeObserver;
import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Notice;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Counts what a node does: `parterre.paxos.*`.
final class NodeMetrics implements NodeObserver {

  /// What is counted for each peer, and for each `tag` if there is one.
  private record PeerCount(String name, NodeId peer, String tag) {}

  private final MeterRegistry registry;
  private final Timer forces;
  private final Counter forcedRecords;
  private final Counter slots;
  private final Counter commands;
  private final Counter elections;
  private final Counter leaderChanges;
  private final Counter handOvers;
  private final Counter refusals;
  private final Counter memberChanges;
  private final Timer captures;
  private final Counter snapshotsTaken;
  private final Counter snapshotsFetched;
  private final Counter snapshotFailures;
  private final Counter otherDisks;
  private final Counter commandFailures;
  private final Counter apart;
  private final Map<PeerCount, Counter> peerCounts = new ConcurrentHashMap<>();

  NodeMetrics(MeterRegistry registry) {
    this.registry = registry;
    forces =
        Timer.builder("parterre.paxos.forces")
            .description("Forces of the log to the disk")
            .publishPercentileHistogram()
            .register(registry);
    forcedRecords = counter("forced.records", "Log records made durable");
    slots = counter("slots", "Slots applied");
    commands = counter("commands", "Commands applied");
    elections = counter("elections", "Times that this replica ran for election");
    leaderChanges = counter("leader.changes", "Times that the leader, as known here, changed");
    handOvers = counter("hand.overs", "Times that it handed over because it was held up");
    refusals =
        counter("secret.refusals", "Exchanges refused because the caller did not know the secret");
    memberChanges = counter("member.changes", "Times that the members changed");
    captures =
        Timer.builder("parterre.paxos.captures")
            .description("How long the event loop stood still for a snapshot")
            .register(registry);
    snapshotsTaken = snapshots("taken");
    snapshotsFetched = snapshots("fetched");
    snapshotFailures = counter("snapshot.failures", "Snapshots that could not be written");
    commandFailures = counter("command.failures", "Commands that could not be applied");
    apart = counter("states.apart", "Peers seen to have another state than this replica");
    otherDisks = counter("disk.refusals", "Exchanges refused because a peer has another disk");
  }

  private Counter snapshots(String origin) {
    return Counter.builder("parterre.paxos.snapshots")
        .description("Snapshots made durable: taken here, or fetched from a peer")
        .tag("origin", origin)
        .register(registry);
  }

  @Override
  public void leaderChanged(@Nullable NodeId leader, Ballot ballot, String why) {
    leaderChanges.increment();
  }

  @Override
  public void heldUp(Notice.HeldUp heldUp) {
    handOvers.increment();
  }

  @Override
  public void electionStarted(Ballot ballot) {
    elections.increment();
  }

  @Override
  public void forced(long nanos, int records) {
    forces.record(nanos, TimeUnit.NANOSECONDS);
    forcedRecords.increment(records);
  }

  @Override
  public void applied(int count) {
    slots.increment();
    commands.increment(count);
  }

  @Override
  public void streamOpened(NodeId peer) {
    count("streams.opened", peer, "").increment();
  }

  @Override
  public void streamBroken(NodeId peer) {
    count("streams.broken", peer, "").increment();
  }

  @Override
  public void sent(NodeId peer, int frames, long bytes) {
    count("frames.sent", peer, "").increment(frames);
    count("bytes.sent", peer, "").increment((double) bytes);
    count("writes", peer, "").increment();
  }

  @Override
  public void received(NodeId peer, int frames, long bytes) {
    count("frames.received", peer, "").increment(frames);
    count("bytes.received", peer, "").increment((double) bytes);
  }

  @Override
  public void dropped(NodeId peer, String kind) {
    count("dropped", peer, kind).increment();
  }

  @Override
  public void forged(NodeId claimed, String clause) {
    count("forgeries", claimed, "").increment();
  }

  @Override
  public void strangerRefused(NodeId claimed) {
    refusals.increment();
  }

  @Override
  public void membersChanged(Memberships memberships) {
    memberChanges.increment();
  }

  @Override
  public void captured(long nanos) {
    captures.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void snapshotKept(Slot slot, long bytes, boolean fetched) {
    (fetched ? snapshotsFetched : snapshotsTaken).increment();
  }

  @Override
  public void snapshotFailed(IOException cause) {
    snapshotFailures.increment();
  }

  @Override
  public void commandFailed(long index, RuntimeException cause) {
    commandFailures.increment();
  }

  @Override
  public void apart(NodeId peer, Slot slot) {
    apart.increment();
  }

  @Override
  public void otherDisk(NodeId peer, String clause) {
    otherDisks.increment();
  }

  private Counter counter(String name, String description) {
    return Counter.builder("parterre.paxos." + name).description(description).register(registry);
  }

  private Counter count(String name, NodeId peer, String kind) {
    return peerCounts.computeIfAbsent(new PeerCount(name, peer, kind), this::peerCounter);
  }

  private Counter peerCounter(PeerCount count) {
    var builder =
        Counter.builder("parterre.paxos.peer." + count.name()).tag("peer", count.peer().toString());
    return (count.tag().isEmpty() ? builder : builder.tag("kind", count.tag())).register(registry);
  }
}

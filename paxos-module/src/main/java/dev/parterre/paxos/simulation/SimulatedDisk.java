package dev.parterre.paxos.simulation;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.core.Slot;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.snapshot.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/// A disk that keeps what was forced, and after a power failure any part of the rest: it cuts the
/// unforced tail anywhere, also in the middle of an append.
final class SimulatedDisk implements PaxosLog {

  /// What the records up to some point say.
  private static final class Contents {
    Ballot promised = Ballot.NONE;
    final TreeMap<Slot, PValue> accepted = new TreeMap<>();
    final TreeMap<Slot, Proposal> values = new TreeMap<>();
    Slot decided = Slot.NONE;

    void add(LogRecord record) {
      switch (record) {
        case Promised(var ballot) -> raise(ballot);
        case AcceptedValue(var pvalue) -> {
          raise(pvalue.ballot());
          accepted.put(pvalue.slot(), pvalue);
          values.put(pvalue.slot(), pvalue.proposal());
        }
        case Learned(var decision) -> values.put(decision.slot(), decision.proposal());
        case DecidedUpTo(var slot) -> decided = Slot.max(decided, slot);
      }
    }

    private void raise(Ballot ballot) {
      promised = ballot.isAbove(promised) ? ballot : promised;
    }
  }

  private final NodeId node;
  private final Checker checker;
  private final Mutant mutant;
  private final List<LogRecord> durable = new ArrayList<>();
  private List<LogRecord> unforced = new ArrayList<>();
  private Contents forced = new Contents();
  private Contents all = new Contents();
  private boolean forcedLater;
  private Runnable edge = () -> {};

  SimulatedDisk(NodeId node, Checker checker, Mutant mutant) {
    this.node = node;
    this.checker = checker;
    this.mutant = mutant;
  }

  /// Runs at every touch of the disk: the power may fail there.
  void onEveryTouch(Runnable edge) {
    this.edge = edge;
  }

  @Override
  public Recovered recovered() {
    var promised = mutant == Mutant.PROMISE_FORGOTTEN ? Ballot.NONE : forced.promised;
    var accepted = List.copyOf(forced.accepted.tailMap(forced.decided, false).values());
    return new Recovered(promised, accepted, forced.decided);
  }

  @Override
  public void append(List<LogRecord> records) {
    edge.run();
    var before = all.decided;
    records.forEach(all::add);
    unforced.addAll(records);
    all.values
        .subMap(before, false, all.decided, true)
        .forEach((slot, proposal) -> checker.decided(node, slot, proposal));
  }

  @Override
  public void force() {
    edge.run();
    if (mutant == Mutant.REPLY_BEFORE_FORCE) {
      forcedLater = true;
    } else {
      forceNow();
    }
    edge.run();
  }

  /// For [Mutant#REPLY_BEFORE_FORCE]: what the turn has long said is forced at last.
  void turnEnded() {
    if (forcedLater) {
      forceNow();
    }
  }

  private void forceNow() {
    forcedLater = false;
    unforced.forEach(forced::add);
    durable.addAll(unforced);
    for (var record : unforced) {
      if (record instanceof AcceptedValue(var pvalue)) {
        checker.durablyAccepted(node, pvalue);
      }
    }
    unforced = new ArrayList<>();
  }

  @Override
  public List<Decision> read(Slot from, int maxBytes) {
    var most = Math.max(1, maxBytes / 1000);
    var last = from.plus(most - 1L);
    var end = last.isAfter(all.decided) ? all.decided : last;
    if (from.isAfter(end)) {
      return List.of();
    }
    return all.values.subMap(from, true, end, true).entrySet().stream()
        .map(entry -> new Decision(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public Slot first() {
    return Slot.NONE.next();
  }

  @Override
  public Snapshots snapshots() {
    throw new UnsupportedOperationException("this disk keeps no snapshots");
  }

  @Override
  public void compact(Slot slot) {
    throw new UnsupportedOperationException("this disk keeps no snapshots");
  }

  @Override
  public void installed(Slot slot) {
    throw new UnsupportedOperationException("this disk keeps no snapshots");
  }

  @Override
  public UUID storage() {
    return new UUID(0, node.value());
  }

  @Override
  public long forcedThrough() {
    return durable.size();
  }

  /// The power fails: of the unforced records a random number survives, in order.
  void crash(World world) {
    var survivors = world.between(0, unforced.size());
    durable.addAll(unforced.subList(0, survivors));
    unforced = new ArrayList<>();
    forcedLater = false;
    forced = new Contents();
    durable.forEach(forced::add);
    all = new Contents();
    durable.forEach(all::add);
    for (var pvalue : forced.accepted.values()) {
      checker.durablyAccepted(node, pvalue);
    }
  }

  Ballot durablyPromised() {
    return forced.promised;
  }

  Slot durablyDecided() {
    return forced.decided;
  }

  @Override
  public void close() {}
}

package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.core.Slot;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// A disk that keeps what was forced. After a power failure any of the unforced writes are there,
/// or none, in whatever order the disk pleased to write them; as the real log does, recovery takes
/// them up to the first that is missing or torn. A write is whole or it is not there: its checksum
/// tells.
///
/// A forced record can be damaged. Recovery sees that something forced is gone, and refuses the
/// disk; a running node finds it when it reads there.
final class SimulatedDisk implements PaxosLog {

  /// Rather more than a decision takes.
  private static final int DECISION_BYTES = 200;

  /// How much of the unforced writes a crash leaves: all, where only the process died.
  private static final List<Double> KEPT_SHARES = List.of(0.0, 0.5, 0.5, 0.8, 1.0);

  private final NodeId node;
  private final Checker checker;
  private final Mutant mutant;
  private final Dice dice;
  private final Counters counters;
  private final Runnable edge;
  private final List<List<LogRecord>> durable = new ArrayList<>();
  private final List<List<LogRecord>> unforced = new ArrayList<>();
  private final Set<Slot> unreadable = new HashSet<>();
  private final SimulatedSnapshots snapshots;
  private final UUID storage;
  private LogImage forced = new LogImage();
  private LogImage all = new LogImage();
  private boolean damaged;
  private boolean failed;
  private boolean fillNext;
  private boolean failNext;
  private boolean forcedLater;
  private int slowMicros;
  private int heldUpMicros;

  /// @param edge runs at every touch of the disk: the power may fail there
  SimulatedDisk(
      NodeId node, Checker checker, Mutant mutant, Dice dice, Counters counters, Runnable edge) {
    this.node = node;
    this.checker = checker;
    this.mutant = mutant;
    this.dice = dice;
    this.counters = counters;
    this.edge = edge;
    snapshots = new SimulatedSnapshots(edge, counters);
    storage = new UUID(node.value(), 0);
  }

  /// A process opens the log.
  ///
  /// @throws IOException when something that was forced is damaged
  void open() throws IOException {
    failed = false;
    if (damaged && mutant != Mutant.DAMAGE_IGNORED) {
      counters.count(Sometimes.DAMAGE_FOUND_AT_START);
      throw new IOException("the log is damaged");
    }
  }

  @Override
  public Recovered recovered() {
    var promised = mutant == Mutant.PROMISE_FORGOTTEN ? Ballot.NONE : forced.promised();
    return new Recovered(promised, forced.votes(), forced.decided());
  }

  @Override
  public void append(List<LogRecord> records) throws IOException {
    edge.run();
    check(!failed, "a log that failed is not written to again");
    if (fillNext) {
      counters.count(Sometimes.DISK_FULL);
      throw failure("the disk is full");
    }
    var before = all.decided();
    records.forEach(all::add);
    unforced.add(records);
    for (var slot = before.next(); !slot.isAfter(all.decided()); slot = slot.next()) {
      checker.decided(slot, valueOf(slot));
    }
  }

  @Override
  public void force() throws IOException {
    edge.run();
    check(!failed, "a log that failed is not forced again");
    if (failNext) {
      counters.count(Sometimes.FORCE_FAILED);
      if (mutant == Mutant.FORCE_ERROR_IGNORED) {
        failNext = false;
        return;
      }
      throw failure("the force failed");
    }
    heldUpMicros += slowMicros;
    if (mutant == Mutant.REPLY_BEFORE_FORCE) {
      forcedLater = true;
    } else {
      forceNow();
    }
    edge.run();
  }

  @Override
  public Snapshots snapshots() {
    return snapshots;
  }

  @Override
  public void compact(Slot slot) {
    edge.run();
    check(!slot.isAfter(snapshots.slot()), "only what is in a snapshot leaves the log");
    var gone = new LogImage();
    var writes = 0;
    while (writes < durable.size() - 1 && isUpTo(durable.get(writes), slot)) {
      durable.get(writes).forEach(gone::add);
      writes++;
    }
    if (writes < 2) {
      return;
    }
    counters.count(Sometimes.LOG_COMPACTED);
    durable.subList(1, writes).clear();
    durable.set(0, List.of(new Promised(gone.promised()), new DecidedUpTo(gone.decided())));
    forced.install(slot);
    all.install(slot);
  }

  private static boolean isUpTo(List<LogRecord> write, Slot slot) {
    return write.stream()
        .allMatch(
            record ->
                switch (record) {
                  case AcceptedValue(var pvalue) -> !pvalue.slot().isAfter(slot);
                  case Learned(var decision) -> !decision.slot().isAfter(slot);
                  case Promised _, DecidedUpTo _ -> true;
                });
  }

  @Override
  public void installed(Slot slot) {
    edge.run();
    counters.count(Sometimes.SNAPSHOT_INSTALLED);
    forced.install(slot);
    all.install(slot);
  }

  @Override
  public Slot first() {
    return all.first();
  }

  @Override
  public UUID storage() {
    return storage;
  }

  @Override
  public long forcedThrough() {
    return durable.size();
  }

  private IOException failure(String why) {
    fillNext = false;
    failNext = false;
    failed = true;
    return new IOException(why);
  }

  /// For [Mutant#REPLY_BEFORE_FORCE]: what the turn has long said is forced at last.
  void turnEnded() {
    if (forcedLater) {
      forceNow();
    }
  }

  private void forceNow() {
    forcedLater = false;
    unforced.forEach(this::becomesDurable);
    unforced.clear();
  }

  private void becomesDurable(List<LogRecord> write) {
    durable.add(write);
    for (var record : write) {
      forced.add(record);
      if (record instanceof AcceptedValue(var pvalue)) {
        checker.durablyAccepted(node, pvalue);
      }
    }
  }

  @Override
  public List<Decision> read(Slot from, int maxBytes) throws IOException {
    check(!failed, "a log that failed is not read again");
    var decisions = new ArrayList<Decision>();
    var most = Math.max(1, maxBytes / DECISION_BYTES);
    for (var slot = from;
        !all.first().isAfter(from) && decisions.size() < most && !slot.isAfter(all.decided());
        slot = slot.next()) {
      if (unreadable.contains(slot) && mutant != Mutant.DAMAGE_IGNORED) {
        counters.count(Sometimes.DAMAGE_FOUND_BY_A_READ);
        throw failure("slot " + slot + " is damaged");
      }
      decisions.add(new Decision(slot, valueOf(slot)));
    }
    return decisions;
  }

  private Proposal valueOf(Slot slot) {
    var value = all.value(slot);
    if (value == null) {
      throw new Violation("the log holds every slot that it calls decided: slot " + slot);
    }
    return value;
  }

  /// The process is gone, and perhaps the power with it.
  void crash() {
    fillNext = false;
    failNext = false;
    forcedLater = false;
    var kept = dice.oneOf(KEPT_SHARES);
    var whole = true;
    for (var write : unforced) {
      if (dice.chance(kept)) {
        counters.count(
            whole ? Sometimes.UNFORCED_WRITE_KEPT : Sometimes.WRITE_LOST_BEFORE_A_KEPT_ONE);
      } else {
        counters.count(Sometimes.UNFORCED_WRITE_LOST);
        if (whole && mutant == Mutant.TORN_WRITE_READ) {
          becomesDurable(write.stream().filter(_ -> dice.chance(0.5)).toList());
        }
        whole = false;
      }
      if (whole) {
        becomesDurable(write);
      }
    }
    unforced.clear();
    snapshots.crash(dice);
    all = replayed();
    forced = replayed();
  }

  /// What a recovery finds: the log, and the snapshot that may have come to the disk after it.
  private LogImage replayed() {
    var image = new LogImage();
    durable.forEach(write -> write.forEach(image::add));
    image.install(snapshots.slot());
    return image;
  }

  /// Damages it so that it is noticed at the next start at the latest.
  void ruin(boolean misdirected) {
    damage(misdirected);
    damaged = true;
  }

  /// Damages a forced write that later ones know to be forced, if there is one.
  void damage(boolean misdirected) {
    if (durable.size() < 3) {
      return;
    }
    counters.count(misdirected ? Sometimes.WRITE_MISDIRECTED : Sometimes.BIT_FLIPPED);
    damaged = true;
    damage(dice.between(0, durable.size() - 2));
    if (misdirected) {
      damage(dice.between(0, durable.size() - 2));
    }
  }

  private void damage(int number) {
    var lost = durable.get(number);
    for (var record : lost) {
      switch (record) {
        case AcceptedValue(var pvalue) -> unreadable.add(pvalue.slot());
        case Learned(var decision) -> unreadable.add(decision.slot());
        case Promised _, DecidedUpTo _ -> {}
      }
    }
    if (mutant == Mutant.DAMAGE_IGNORED) {
      durable.remove(number);
      forced = replayed();
    }
  }

  boolean isDamaged() {
    return damaged;
  }

  /// As if it were new.
  void wipe() {
    durable.clear();
    unreadable.clear();
    snapshots.wipe();
    damaged = false;
    all = replayed();
    forced = replayed();
  }

  /// The next write, or else the next force, fails.
  void failSoon(boolean full) {
    fillNext = full;
    failNext = !full;
  }

  /// What was going to fail does not.
  void heal() {
    fillNext = false;
    failNext = false;
    slowMicros = 0;
  }

  void slow(int micros) {
    slowMicros = micros;
  }

  void turnBegins() {
    heldUpMicros = 0;
  }

  /// How long this turn was held up by forces.
  int heldUpMicros() {
    return heldUpMicros;
  }

  Ballot durablyPromised() {
    return forced.promised();
  }

  Slot durablyDecided() {
    return forced.decided();
  }

  @Override
  public void close() {}
}

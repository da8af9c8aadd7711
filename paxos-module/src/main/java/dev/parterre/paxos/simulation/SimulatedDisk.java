package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.log.PeerDisks;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A disk that keeps what was forced. After a power failure any of the unforced writes may be
/// there, since a disk may write them in any order. Like that of the real log, recovery takes them
/// up to the first that is missing or torn. Because of its checksum, a write counts only if it is
/// complete.
///
/// A forced record can be damaged. Recovery notices that something forced is missing, and refuses
/// the disk; a running node notices when it reads the record.
final class SimulatedDisk extends NodeDisk {

  /// Somewhat more than a decision takes.
  private static final int DECISION_BYTES = 200;

  /// A copy of a disk, kept elsewhere.
  private record Copy(List<List<LogRecord>> durable, long forcedThrough) {}

  private final Runnable edge;
  private final List<List<LogRecord>> durable = new ArrayList<>();
  private final List<List<LogRecord>> unforced = new ArrayList<>();
  private final Set<Slot> unreadable = new HashSet<>();
  private final SimulatedSnapshots snapshots;
  private final PeerRecord peers;
  private UUID storage;
  private LogImage forced = new LogImage();
  private LogImage all = new LogImage();
  private long forcedThrough;
  private @Nullable Copy copy;
  private boolean dead;
  private boolean forcedLater;

  /// @param edge called at every touch of the disk, where the power may fail
  SimulatedDisk(
      NodeId node,
      World world,
      Checker checker,
      Mutant mutant,
      Dice dice,
      Counters counters,
      Runnable edge) {
    super(node, world, checker, mutant, dice, counters);
    this.edge = edge;
    snapshots = new SimulatedSnapshots(edge, counters, this::nanoTime);
    peers = new PeerRecord(node, this::nanoTime);
    storage = new UUID(node.value(), 0);
  }

  @Override
  void open() throws IOException {
    dead = false;
    peers.open();
    if (isDamaged() && mutant != Mutant.DAMAGE_IGNORED) {
      counters.count(Sometimes.DAMAGE_FOUND_AT_START);
      throw new IOException("the log is damaged");
    }
  }

  @Override
  PeerDisks peers() {
    return peers.disks();
  }

  @Override
  public Recovered recovered() {
    var promised = mutant == Mutant.PROMISE_FORGOTTEN ? Ballot.NONE : forced.promised();
    return new Recovered(promised, forced.votes(), forced.decided());
  }

  @Override
  public void append(List<LogRecord> records) throws IOException {
    edge.run();
    check(!dead, "a log that failed is not written to again");
    if (isFull()) {
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
    check(!dead, "a log that failed is not forced again");
    if (isFailing()) {
      if (mutant == Mutant.FORCE_ERROR_IGNORED) {
        return;
      }
      throw failure("the force failed");
    }
    holdUp();
    if (mutant == Mutant.REPLY_BEFORE_FORCE) {
      forcedLater = true;
    } else {
      forceNow();
    }
    edge.run();
  }

  @Override
  Snapshots ownSnapshots() {
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
    return forcedThrough;
  }

  private IOException failure(String why) {
    dead = true;
    return new IOException(why);
  }

  /// For [Mutant#REPLY_BEFORE_FORCE]: forces what the turn has already sent.
  @Override
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
    forcedThrough++;
    for (var record : write) {
      forced.add(record);
      if (record instanceof AcceptedValue(var pvalue)) {
        checker.durablyAccepted(node, pvalue);
      }
    }
  }

  @Override
  public List<Decision> read(Slot from, int maxBytes) throws IOException {
    check(!dead, "a log that failed is not read again");
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

  @Override
  void crash() {
    forgetFailure();
    forcedLater = false;
    peers.crash(dice);
    var kept = keptShare();
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

  /// What a recovery finds: the log, and the snapshot, which may have reached the disk after it.
  private LogImage replayed() {
    var image = new LogImage();
    durable.forEach(write -> write.forEach(image::add));
    image.install(snapshots.slot());
    return image;
  }

  /// Damages a write that a later one says was forced, if there is one.
  @Override
  boolean damageForced(boolean misdirected) {
    if (durable.size() < 3) {
      return false;
    }
    damage(dice.between(0, durable.size() - 2));
    if (misdirected) {
      damage(dice.between(0, durable.size() - 2));
    }
    return true;
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

  @Override
  void copy() {
    copy = new Copy(List.copyOf(durable), forcedThrough);
  }

  /// Works only if nothing was compacted since: the model keeps only one snapshot.
  @Override
  boolean restoreCopy() {
    var kept = copy;
    if (kept == null || snapshots.slot().isAfter(Slot.NONE)) {
      return false;
    }
    durable.clear();
    durable.addAll(kept.durable);
    forcedThrough = kept.forcedThrough;
    all = replayed();
    forced = replayed();
    return true;
  }

  @Override
  void wipe() {
    durable.clear();
    forcedThrough = 0;
    storage = new UUID(node.value(), storage.getLeastSignificantBits() + 1);
    unreadable.clear();
    snapshots.wipe();
    becomeWhole();
    all = replayed();
    forced = replayed();
  }

  @Override
  Ballot durablyPromised() {
    return forced.promised();
  }

  @Override
  Slot durablyDecided() {
    return forced.decided();
  }

  @Override
  public void close() {}
}

package dev.parterre.paxos.simulation;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.log.PeerDisks;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;

/// The disk of a simulated node, with its log: a model of one, or the real log on simulated files.
/// It can be slow, full or damaged, and can be swapped for another.
abstract class NodeDisk implements PaxosLog {

  /// How much of the unforced data survives a crash: all of it if only the process died.
  static final double[] KEPT_SHARES = {0.0, 0.5, 0.5, 0.8, 1.0};

  final NodeId node;
  final Checker checker;
  final Mutant mutant;
  final Dice dice;
  final Counters counters;

  private final World world;
  private final SnapshotTrouble trouble;
  private boolean damaged;
  private boolean swapped;
  private boolean fillNext;
  private boolean failNext;
  private boolean failed;
  private int slowMicros;
  private int heldUpMicros;

  NodeDisk(NodeId node, World world, Checker checker, Mutant mutant, Dice dice, Counters counters) {
    this.node = node;
    this.world = world;
    this.checker = checker;
    this.mutant = mutant;
    this.dice = dice;
    this.counters = counters;
    trouble = new SnapshotTrouble(counters);
  }

  /// A process opens the log.
  ///
  /// @throws IOException if something that was forced is damaged
  abstract void open() throws IOException;

  /// The snapshots, without any trouble.
  abstract Snapshots ownSnapshots();

  @Override
  public final Snapshots snapshots() {
    return new TroubledSnapshots(ownSnapshots(), trouble);
  }

  SnapshotTrouble snapshotTrouble() {
    return trouble;
  }

  /// What this node knows about its peers' disks; the disk must have been opened.
  abstract PeerDisks peers();

  /// The process ends, and perhaps the power fails, too.
  abstract void crash();

  /// Damages something that can be known to have been forced.
  ///
  /// @return whether anything was damaged
  abstract boolean damageForced(boolean misdirected);

  /// Copies the disk as it is now.
  abstract void copy();

  /// Restores the disk as it was when it was copied.
  ///
  /// @return false if it never was copied
  abstract boolean restoreCopy();

  /// Makes the disk as good as new.
  abstract void wipe();

  abstract Ballot durablyPromised();

  abstract Slot durablyDecided();

  /// A turn has sent everything that it had to send.
  void turnEnded() {}

  /// Damages something that was forced. A running node may not notice until it reads it.
  void damage(boolean misdirected) {
    if (damageForced(misdirected)) {
      counters.count(misdirected ? Sometimes.WRITE_MISDIRECTED : Sometimes.BIT_FLIPPED);
      damaged = true;
    }
  }

  /// Damages the disk so that this is noticed at the next start at the latest.
  void ruin(boolean misdirected) {
    damage(misdirected);
    damaged = true;
  }

  boolean isDamaged() {
    return damaged;
  }

  /// Swaps the disk for an empty one, or an old copy.
  void swap(boolean older) {
    swapped = true;
    if (!older || !restoreCopy()) {
      wipe();
    }
  }

  /// Whether it is not what the node forced: the node has forgotten something, and does not know
  /// it.
  boolean isSwapped() {
    return swapped;
  }

  void becomeWhole() {
    damaged = false;
  }

  /// The next write, or the next force, will fail.
  void failSoon(boolean full) {
    fillNext = full;
    failNext = !full;
  }

  /// Cancels failures that have not happened yet.
  void heal() {
    fillNext = false;
    failNext = false;
    slowMicros = 0;
    trouble.heal();
  }

  void forgetFailure() {
    fillNext = false;
    failNext = false;
  }

  /// Whether a planned failure has happened since [#begin], without damage: the next attempt may
  /// succeed.
  boolean hasFailed() {
    return failed;
  }

  /// A process starts to use the disk.
  void begin() {
    failed = false;
    heldUpMicros = 0;
    trouble.begin();
  }

  /// @return whether this write fails
  boolean isFull() {
    var fails = fillNext;
    if (fails) {
      failed = true;
      counters.count(Sometimes.DISK_FULL);
      forgetFailure();
    }
    return fails;
  }

  /// @return whether this force fails
  boolean isFailing() {
    var fails = failNext;
    if (fails) {
      failed = true;
      counters.count(Sometimes.FORCE_FAILED);
      forgetFailure();
    }
    return fails;
  }

  void slow(int micros) {
    slowMicros = micros;
  }

  int slowMicros() {
    return slowMicros;
  }

  void turnBegins() {
    heldUpMicros = 0;
  }

  void holdUp() {
    heldUpMicros += slowMicros;
  }

  /// How long forces have held up this turn.
  int heldUpMicros() {
    return heldUpMicros;
  }

  /// For code that measures time by the machine's own clock.
  long nanoTime() {
    return world.micros() * 1000;
  }

  double keptShare() {
    return KEPT_SHARES[dice.between(0, KEPT_SHARES.length - 1)];
  }
}

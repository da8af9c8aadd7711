package dev.parterre.paxos.simulation;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.log.PeerDisks;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;

/// The disk of a simulated node with its log: a model of one, or the real log on simulated files.
/// It can be slow, full or damaged, and somebody can put another in its place.
abstract class NodeDisk implements PaxosLog {

  /// How much of what was not forced a crash leaves: all, where only the process died.
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
  /// @throws IOException when something that was forced is damaged
  abstract void open() throws IOException;

  /// The snapshots, when nothing is wrong with them.
  abstract Snapshots ownSnapshots();

  @Override
  public final Snapshots snapshots() {
    return new TroubledSnapshots(ownSnapshots(), trouble);
  }

  SnapshotTrouble snapshotTrouble() {
    return trouble;
  }

  /// What this node knows of its peers' disks, since it was opened.
  abstract PeerDisks peers();

  /// The process is gone, and perhaps the power with it.
  abstract void crash();

  /// Damages something that was forced, if it can be known to be.
  ///
  /// @return whether anything was damaged
  abstract boolean damageForced(boolean misdirected);

  /// Somebody keeps a copy of it as it is now.
  abstract void copy();

  /// As it was when it was copied.
  ///
  /// @return false if it never was
  abstract boolean restoreCopy();

  /// As if it were new.
  abstract void wipe();

  abstract Ballot durablyPromised();

  abstract Slot durablyDecided();

  /// A turn has said all that it had to say.
  void turnEnded() {}

  /// Damages something that was forced. A running node may not notice until it reads it.
  void damage(boolean misdirected) {
    if (damageForced(misdirected)) {
      counters.count(misdirected ? Sometimes.WRITE_MISDIRECTED : Sometimes.BIT_FLIPPED);
      damaged = true;
    }
  }

  /// Damages it so that it is noticed at the next start at the latest.
  void ruin(boolean misdirected) {
    damage(misdirected);
    damaged = true;
  }

  boolean isDamaged() {
    return damaged;
  }

  /// The owner of the disk finds an empty one, or what it was long ago.
  void swap(boolean older) {
    swapped = true;
    if (!older || !restoreCopy()) {
      wipe();
    }
  }

  /// It is not what the node forced: the node has forgotten something, and does not know.
  boolean isSwapped() {
    return swapped;
  }

  void becomeWhole() {
    damaged = false;
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
    trouble.heal();
  }

  void forgetFailure() {
    fillNext = false;
    failNext = false;
  }

  /// What failed since [#begin] was to fail, and is not damaged: the next try may succeed.
  boolean hasFailed() {
    return failed;
  }

  /// A process begins to use it.
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

  /// How long this turn was held up by forces.
  int heldUpMicros() {
    return heldUpMicros;
  }

  /// For whoever counts time by the machine's own clock.
  long nanoTime() {
    return world.micros() * 1000;
  }

  double keptShare() {
    return KEPT_SHARES[dice.between(0, KEPT_SHARES.length - 1)];
  }
}

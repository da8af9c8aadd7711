package dev.parterre.paxos.simulation;

import dev.parterre.paxos.EventLoop;
import dev.parterre.paxos.FormatLevel;
import dev.parterre.paxos.NodeDecorator;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Time;
import dev.parterre.paxos.crash.CrashPoints;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.snapshot.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One node of a run: the real event loop between a simulated disk and a simulated network. It can
/// lose its power at any touch of either, be paused, and be restarted.
final class SimulatedNode implements World.Actor {

  private static final int TURN_MICROS = 300;
  private static final int IDLE_MICROS = 10_000_000;
  private static final int RESTART_MILLIS = 1000;
  private static final int RUINED_MILLIS = 100;
  private static final int ASIDE_MICROS = 200_000;
  private static final int STARTING_TOUCHES = 60;
  private static final double FRAGILE = 0.15;

  /// Not an objection, but a peer whose disk cannot be recorded must not be listened to, either.
  static final String NOT_ON_RECORD = "it cannot be written down";

  private final NodeId id;
  private final World world;
  private final Setup setup;
  private final Network network;
  private final Checker checker;
  private final Timekeeper timekeeper;
  private final Mutant mutant;
  private final Counters counters;
  private final Dice dice;
  private final SimulatedClock clock;
  private final NodeNews news;
  private final NodeDisk disk;

  private @Nullable EventLoop<JournalMachine> loop;
  private @Nullable JournalMachine machine;
  private List<NodeId> contacts;
  private boolean bought;
  private long incarnation;
  private long dueMicros = Long.MAX_VALUE;
  private long pausedUntilMicros;
  private long forcesUntilMicros;
  private long downUntilMicros;
  private int touchesLeft = Integer.MAX_VALUE;
  private int downMillis = RESTART_MILLIS;
  private boolean gone;
  private boolean healed;
  private boolean upgraded;
  private boolean doubled;
  private NodeDecorator decorator = NodeDecorator.NONE;
  private int pausesMicros;

  SimulatedNode(
      NodeId id,
      World world,
      Setup setup,
      Network network,
      Checker checker,
      Timekeeper timekeeper,
      Mutant mutant,
      Counters counters,
      Dice dice) {
    this.id = id;
    this.world = world;
    this.setup = setup.of(id);
    this.network = network;
    this.checker = checker;
    this.timekeeper = timekeeper;
    this.mutant = mutant;
    this.counters = counters;
    this.dice = dice;
    contacts = setup.ids();
    bought = !setup.isSpare(id);
    clock = new SimulatedClock(world);
    news = new NodeNews(id, setup.isSpare(id), world, checker, timekeeper, counters);
    disk = newDisk();
  }

  private NodeDisk newDisk() {
    var bytes = setup.surroundings().segmentBytes();
    return setup.surroundings().isOnRealLog()
        ? new FiledDisk(id, world, checker, mutant, dice, counters, bytes, this::touch)
        : new SimulatedDisk(id, world, checker, mutant, dice, counters, this::touch);
  }

  NodeId id() {
    return id;
  }

  SimulatedClock clock() {
    return clock;
  }

  NodeDisk disk() {
    return disk;
  }

  long incarnation() {
    return incarnation;
  }

  @Nullable EventLoop<JournalMachine> loop() {
    return loop;
  }

  @Nullable JournalMachine machine() {
    return machine;
  }

  /// What it has reported about itself.
  NodeNews news() {
    return news;
  }

  /// Takes effect at its next start.
  void crashAt(CrashPoints points) {
    decorator = points;
  }

  /// Whether it will never come back.
  boolean isGone() {
    return gone;
  }

  /// Makes a spare available to be started, with these contacts.
  void buy(Collection<NodeId> contacts) {
    bought = true;
    this.contacts = contacts.stream().sorted().toList();
  }

  boolean isBought() {
    return bought;
  }

  /// Makes the disk unreadable and ends the process; it is restarted.
  void ruinDisk(boolean misdirected) {
    disk.ruin(misdirected);
    crashAfter(0, RUINED_MILLIS);
    if (mutant == Mutant.WIPED_DISK_VOTES) {
      disk.wipe();
    }
  }

  /// By its own settings.
  int silenceMillis() {
    return setup.silenceMillis();
  }

  /// Copies its disk.
  void copyDisk() {
    if (loop != null) {
      disk.copy();
    }
  }

  /// Lets it come back on an empty disk, or on an old copy of its own.
  void swapDisk(boolean older) {
    crashAfter(0, RUINED_MILLIS);
    disk.swap(older);
  }

  /// Starts a second process under its id, on a copy of its disk made while it ran.
  void haveTwin() {
    if (loop != null) {
      doubled = true;
      network.twin(this);
    }
  }

  /// Whether another process uses its id.
  boolean isDoubled() {
    return doubled;
  }

  /// What the other process, on a copy of its disk, says about that disk.
  Claim twinsClaim() {
    return new Claim(disk.storage(), -incarnation, disk.forcedThrough(), false);
  }

  void start() {
    if (loop != null || gone || !bought || world.micros() < downUntilMicros) {
      return;
    }
    incarnation = id.value() * 1_000_000L + incarnation % 1_000_000L + 1;
    touchesLeft = isFragile() ? dice.between(1, STARTING_TOUCHES) : Integer.MAX_VALUE;
    world.note(incarnation);
    clock.begin(dice.between(0, 1_000_000));
    timekeeper.started(id);
    machine =
        new JournalMachine(checker, timekeeper, counters, disk.snapshotTrouble(), newestLevel());
    try {
      disk.begin();
      disk.open();
      loop =
          new EventLoop<>(
              setup.settings(id, incarnation, contacts, mutant),
              setup.limits(),
              setup.timing(),
              setup.isSpare(id) ? Memberships.UNKNOWN : setup.founders(mutant),
              machine,
              new EventLoop.Ground(
                  decorator.around(disk), this::time, dice.nextLong(), this::aside, news));
    } catch (IOException | SnapshotTrouble.Undeclared refused) {
      gone = !disk.hasFailed() && !disk.snapshotTrouble().hasFailed();
      endStart();
      return;
    } catch (SimulatedCrash crash) {
      counters.count(Sometimes.CRASH_WHILE_STARTING);
      endStart();
      return;
    }
    touchesLeft = Integer.MAX_VALUE;
    network.started(this);
    loop.connect(decorator.around(network.wireOf(this)));
    dueMicros = world.micros();
  }

  private Time time() {
    return clock.time(disk.heldUpMicros());
  }

  private void endStart() {
    machine = null;
    disk.crash();
    if (!gone) {
      comeBack();
    }
  }

  /// Whether the power fails again soon after it came back, as it sometimes does.
  private boolean isFragile() {
    return !healed && setup.surroundings().isOnRealLog() && dice.chance(FRAGILE);
  }

  /// Work on another thread takes time, and is lost with the process.
  private void aside(Runnable work) {
    var started = incarnation;
    world.after(
        dice.between(0, ASIDE_MICROS),
        () -> {
          if (loop != null && incarnation == started && !isStuck()) {
            guarded(work);
          }
        });
  }

  /// For [Mutant#ASIDE_STUCK].
  private boolean isStuck() {
    return mutant == Mutant.ASIDE_STUCK && disk.snapshotTrouble().hasFailed();
  }

  private void guarded(Runnable work) {
    try {
      work.run();
      wake();
    } catch (SimulatedCrash e) {
      counters.count(Sometimes.CRASH_ASIDE);
      crash();
    }
  }

  /// Takes a piece of a peer's snapshot; the last one completes it.
  ///
  /// @return whether there is more to ask for
  boolean receives(SimulatedNode peer, Snapshot snapshot, int maxBytes) {
    var more = new AtomicBoolean();
    var running = loop;
    if (running != null) {
      var piece =
          new SnapshotPiece(
              peer.id(), peer.disk().snapshots(), disk.snapshots(), running.reception(), counters);
      guarded(() -> more.set(piece.isMoreToCome(snapshot, maxBytes)));
    }
    return more.get();
  }

  /// Whom it asks while it is not a member.
  List<NodeId> contacts() {
    return contacts;
  }

  /// Whether the whole process stands still, not only its event loop while it waits for a force.
  boolean isPaused() {
    return pausedUntilMicros > world.micros();
  }

  /// What it says about its disk; it has to be running.
  Claim claim() {
    return new Claim(disk.storage(), incarnation, disk.forcedThrough(), disk.isSwapped());
  }

  /// What, by this node's record of its peers' disks, speaks against a peer that claims this about
  /// its own.
  @Nullable String objectionTo(NodeId peer, Claim claim) {
    var objection = new AtomicReference<@Nullable String>();
    guarded(() -> objection.set(objectionOnRecord(peer, claim)));
    return objection.get();
  }

  private @Nullable String objectionOnRecord(NodeId peer, Claim claim) {
    try {
      return disk.peers()
          .objection(peer, claim.storage(), claim.incarnation(), claim.forcedThrough());
    } catch (UncheckedIOException notWritten) {
      return NOT_ON_RECORD;
    }
  }

  /// Called when a peer, or an operator, finds that this disk has forgotten what it promised.
  void disown() {
    world.after(0, this::abandon);
  }

  /// An envelope arrives.
  void hear(Envelope envelope) {
    var running = loop;
    if (running != null) {
      timekeeper.heard(envelope, disk.durablyPromised());
      running.reception().deliver(List.of(envelope));
      wake();
    }
  }

  /// The newest format level that its program reads. Where programs differ, founders begin with an
  /// older one, and are upgraded when they are started again.
  int newestLevel() {
    var older = setup.surroundings().differing() && !setup.isSpare(id) && !upgraded;
    return older ? FormatLevel.FIRST : FormatLevel.NEWEST;
  }

  /// Each says to the other which format levels it reads.
  void meet(SimulatedNode peer) {
    tellLevelOf(peer);
    peer.tellLevelOf(this);
  }

  private void tellLevelOf(SimulatedNode peer) {
    var running = loop;
    if (running != null) {
      var fooled = mutant == Mutant.LEVEL_PRETENDED;
      running.reception().reads(peer.id(), fooled ? FormatLevel.NEWEST : peer.newestLevel());
      wake();
    }
  }

  /// The connection to a peer broke.
  void miss(NodeId peer) {
    var running = loop;
    if (running != null) {
      running.reception().unreachable(peer);
      wake();
    }
  }

  /// Called when something was put into this node's mailbox.
  void wake() {
    dueMicros = Math.min(dueMicros, world.micros() + dice.between(0, TURN_MICROS));
  }

  void pause(long micros) {
    pausedUntilMicros = Math.max(pausedUntilMicros, world.micros() + micros);
  }

  /// From now on each force takes this much longer, or the node pauses for this long again and
  /// again.
  void hinder(int micros, boolean pauses) {
    if (pauses) {
      pausesMicros = micros;
      pauseAgain();
    } else {
      disk.slow(micros);
    }
  }

  private void pauseAgain() {
    if (pausesMicros > 0) {
      pause(pausesMicros);
      world.after(2L * pausesMicros, this::pauseAgain);
    }
  }

  boolean isHindered() {
    return pausesMicros > 0 || disk.slowMicros() > 0;
  }

  /// The power will fail after so many more touches of disk or wire, unless the node has been
  /// restarted by then.
  void crashAfter(int touches, int downMillis) {
    touchesLeft = touches;
    this.downMillis = downMillis;
    if (touches == 0) {
      touchesLeft = Integer.MAX_VALUE;
      crash();
    }
  }

  /// The next write, or the next force, will fail; the node is restarted after this long.
  void failDiskSoon(boolean full, int downMillis) {
    this.downMillis = downMillis;
    disk.failSoon(full);
  }

  /// Ends everything that is wrong.
  void heal() {
    healed = true;
    touchesLeft = Integer.MAX_VALUE;
    downMillis = RESTART_MILLIS;
    downUntilMicros = 0;
    pausedUntilMicros = 0;
    forcesUntilMicros = 0;
    pausesMicros = 0;
    disk.heal();
    start();
  }

  /// Ends the process; it is restarted later.
  private void crash() {
    stop();
    comeBack();
  }

  private void comeBack() {
    downUntilMicros = Math.max(downUntilMicros, world.micros() + downMillis * 1000L);
    timekeeper.troubled(downMillis);
    world.after(downUntilMicros - world.micros(), this::start);
  }

  /// Ends the process.
  void stop() {
    if (loop != null) {
      counters.count(Sometimes.CRASH);
      upgraded |= news.isFounded();
      loop = null;
      machine = null;
      news.ended();
      dueMicros = Long.MAX_VALUE;
      disk.crash();
      network.lost(id);
    }
  }

  /// Ends the process for good.
  void abandon() {
    gone = true;
    stop();
  }

  /// Called at every touch of disk or wire.
  void touch() {
    if (--touchesLeft <= 0) {
      throw new SimulatedCrash();
    }
  }

  /// How long the disk holds up what this turn sends.
  int heldUpMicros() {
    return disk.heldUpMicros();
  }

  @Override
  public long dueMicros() {
    return Math.max(dueMicros, Math.max(pausedUntilMicros, forcesUntilMicros));
  }

  @Override
  public void act() {
    dueMicros = Long.MAX_VALUE;
    var running = loop;
    if (running == null) {
      return;
    }
    try {
      disk.turnBegins();
      running.turn();
      disk.turnEnded();
    } catch (SimulatedCrash e) {
      counters.count(Sometimes.CRASH_IN_A_TURN);
      crash();
      return;
    } catch (IOException e) {
      crash();
      return;
    }
    if (disk.heldUpMicros() > 0) {
      counters.count(Sometimes.SLOW_FORCE);
      forcesUntilMicros = world.micros() + disk.heldUpMicros();
      timekeeper.heldUp(disk.heldUpMicros() / 1000);
    }
    var wanted = clock.microsAt(running.deadline());
    dueMicros = Math.clamp(wanted, world.micros() + 1, world.micros() + IDLE_MICROS);
  }

  /// For the report of a broken run.
  @Override
  public String toString() {
    var state = machine == null ? "down" : machine.toString();
    return "node " + id + " (follows " + news.leader() + ", " + state + ")";
  }
}

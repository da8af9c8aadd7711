package dev.parterre.paxos.simulation;

import dev.parterre.paxos.EventLoop;
import dev.parterre.paxos.NodeConfiguration.Limits;
import dev.parterre.paxos.NodeConfiguration.Timing;
import dev.parterre.paxos.NodeObserver;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.core.Settings;
import dev.parterre.paxos.core.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// One node of a run: the real event loop between a simulated disk and a simulated network. It can
/// lose its power at any touch of either, be paused, and be started again.
final class SimulatedNode {

  static final Limits LIMITS = new Limits(4, 5, 10_000, 1000, 50, 10_000, 86_400_000, 0);
  static final Timing TIMING = new Timing(100, 800, 250, 3000);
  private static final int TURN_MICROS = 300;
  private static final int JUMP_MILLIS = 1700;

  private final NodeId id;
  private final World world;
  private final Network network;
  private final Checker checker;
  private final SimulatedDisk disk;
  private final LongFunction<Settings> settings;
  private final long wallSkewMillis;

  private @Nullable EventLoop<JournalMachine> loop;
  private @Nullable JournalMachine machine;
  private long incarnation;
  private long nextTurnMicros = Long.MAX_VALUE;
  private int touchesLeft = Integer.MAX_VALUE;
  private long pausedUntilMicros;

  /// @param settings of an incarnation
  SimulatedNode(
      NodeId id,
      World world,
      Network network,
      Checker checker,
      Mutant mutant,
      LongFunction<Settings> settings,
      long wallSkewMillis) {
    this.id = id;
    this.world = world;
    this.network = network;
    this.checker = checker;
    this.settings = settings;
    this.wallSkewMillis = wallSkewMillis;
    disk = new SimulatedDisk(id, checker, mutant);
    disk.onEveryTouch(this::touch);
  }

  NodeId id() {
    return id;
  }

  boolean isUp() {
    return loop != null;
  }

  @Nullable EventLoop<JournalMachine> loop() {
    return loop;
  }

  @Nullable JournalMachine machine() {
    return machine;
  }

  void start() {
    if (loop != null) {
      return;
    }
    incarnation++;
    touchesLeft = Integer.MAX_VALUE;
    world.note(id.value() * 1000L + incarnation);
    machine = new JournalMachine(checker);
    var unique = id.value() * 1_000_000L + incarnation;
    try {
      loop =
          new EventLoop<>(
              settings.apply(unique),
              LIMITS,
              TIMING,
              disk,
              machine,
              world.nextLong(),
              this::time,
              NodeObserver.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    loop.connect(network.wireOf(this));
    plan(0);
  }

  /// The wall clock is wrong, and jumps.
  private Time time() {
    var millis = world.millis();
    var jump = millis / JUMP_MILLIS * 7919 % 5 - 2;
    var wallMillis = 1_700_000_000_000L + millis + (1 + jump) * wallSkewMillis;
    return new Time(millis, wallMillis);
  }

  /// Something was put into this node's mailbox.
  void wake() {
    plan(world.between(0, TURN_MICROS));
  }

  void pause(long micros) {
    pausedUntilMicros = world.micros() + micros;
  }

  void resume() {
    pausedUntilMicros = 0;
    plan(0);
  }

  /// The power will fail after so many further touches of disk or wire.
  void crashAfter(int touches) {
    touchesLeft = touches;
  }

  void crashNow() {
    if (loop != null) {
      loop = null;
      machine = null;
      nextTurnMicros = Long.MAX_VALUE;
      disk.crash(world);
      network.lost(id);
    }
  }

  /// At every touch of disk or wire.
  void touch() {
    if (--touchesLeft <= 0) {
      throw new SimulatedCrash();
    }
  }

  SimulatedDisk disk() {
    return disk;
  }

  long incarnation() {
    return incarnation;
  }

  private void plan(long delayMicros) {
    var at = Math.max(world.micros() + delayMicros, pausedUntilMicros);
    if (at < nextTurnMicros) {
      nextTurnMicros = at;
      world.after(at - world.micros(), () -> turnAt(at));
    }
  }

  private void turnAt(long micros) {
    if (loop == null || micros != nextTurnMicros) {
      return;
    }
    nextTurnMicros = Long.MAX_VALUE;
    if (world.micros() < pausedUntilMicros) {
      plan(0);
      return;
    }
    var running = loop;
    try {
      running.turn();
      disk.turnEnded();
      var wait = running.deadline() - world.millis();
      plan(Math.clamp(wait, 0, 10_000) * 1000 + (wait <= 0 ? 1 : 0));
    } catch (SimulatedCrash e) {
      crashNow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<SimulatedNode> up(List<SimulatedNode> nodes) {
    return nodes.stream().filter(SimulatedNode::isUp).toList();
  }
}

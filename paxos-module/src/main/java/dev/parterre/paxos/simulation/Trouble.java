package dev.parterre.paxos.simulation;

import dev.parterre.paxos.members.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Carries out a script: on the network, the nodes, and their disks and clocks.
final class Trouble {

  private static final int DAY_MILLIS = 24 * 3_600_000;
  private static final long UNTIL_HEALED = DAY_MILLIS;
  private static final int RETRY_MICROS = 50_000;
  private static final int SPIKE_MICROS = 100_000;

  private final World world;
  private final Timekeeper timekeeper;
  private final Network network;
  private final List<SimulatedNode> nodes;
  private final Clients clients;
  private final Administrators administrators;
  private final Counters counters;
  private final Dice dice;
  private boolean over;
  private int heals;

  Trouble(
      World world,
      Timekeeper timekeeper,
      Network network,
      List<SimulatedNode> nodes,
      Clients clients,
      Administrators administrators,
      Counters counters,
      Dice dice) {
    this.world = world;
    this.timekeeper = timekeeper;
    this.network = network;
    this.nodes = nodes;
    this.clients = clients;
    this.administrators = administrators;
    this.counters = counters;
    this.dice = dice;
  }

  void strike(Fault fault) {
    timekeeper.troubled(millis(fault));
    switch (fault) {
      case Fault.Noise noise -> network.set(noise);
      case Fault.Delay delay -> network.set(delay);
      case Fault.Narrow(var links, var bytesPerMilli) -> network.narrow(links, bytesPerMilli);
      case Fault.Replay(var messages) -> network.replay(messages);
      case Fault.Cut(var shape, var links, var millis) -> {
        if (!links.isEmpty()) {
          counters.count(counterOf(shape));
        }
        network.cut(links);
        later(millis, () -> network.mend(links));
      }
      case Fault.Flap flap -> flap(flap, flap.times());
      case Fault.Clog(var links, var millis) -> {
        network.clog(links);
        later(millis, () -> network.unclog(links));
      }
      case Fault.Disconnect(var node, var peer) -> {
        counters.count(Sometimes.WRONGLY_DISCONNECTED);
        network.disconnect(node(node), peer);
      }
      case Fault.Crash(var node, var touches, var down) -> node(node).crashAfter(touches, down);
      case Fault.PowerFailure(var touches, var down) -> {
        counters.count(Sometimes.POWER_FAILURE_OF_ALL);
        nodes.forEach(node -> crash(node, touches, down));
      }
      case Fault.Pause(var node, var millis) -> {
        counters.count(Sometimes.PAUSE);
        timekeeper.paused(millis);
        node(node).pause(millis * 1000L);
      }
      case Fault.Blackout(var off, var millis) -> blackout(off, millis);
      case Fault.SlowDisk(var node, var force, var millis) -> {
        node(node).disk().slow(force);
        later(millis, () -> node(node).disk().slow(0));
      }
      case Fault.SlowLeader(var micros, var pauses) -> {
        timekeeper.paused(micros / 1000);
        holdUpTheLeader(micros, pauses);
      }
      case Fault.DiskError(var node, var full, var down) -> node(node).failDiskSoon(full, down);
      case Fault.FailingSnapshot(var node, var way) ->
          node(node).disk().snapshotTrouble().failSoon(way);
      case Fault.Damage(var node, var misdirected, var restarted) -> {
        node(node).disk().damage(misdirected);
        if (restarted) {
          node(node).crashAfter(0, 100);
        }
      }
      case Fault.Reform(var change, var on) -> administrators.want(change, on);
      case Fault.Copy(var node) -> node(node).copyDisk();
      case Fault.Loss(var node, var way, var on) -> administrators.lose(node(node), way, on);
      case Fault.HandOver(var to) -> administrators.handOver(to);
      case Fault.WallJump(var node, var millis) -> {
        counters.count(
            Math.abs(millis) > DAY_MILLIS
                ? Sometimes.WALL_CLOCK_JUMPED_BY_DAYS
                : Sometimes.WALL_CLOCK_JUMPED);
        node(node).clock().jump(millis);
      }
      case Fault.Drift(var node, var permille) -> {
        counters.count(Sometimes.CLOCK_DRIFTED);
        node(node).clock().drift(permille);
        timekeeper.drifts(1 + permille / 1000.0);
      }
      case Fault.Lasting _, Fault.Abandon _ -> {}
    }
  }

  /// For how long it may keep a leader from leading, apart from crashes.
  private static long millis(Fault fault) {
    return switch (fault) {
      case Fault.Noise(var lost, _) -> lost > 0 ? UNTIL_HEALED : 0;
      case Fault.Delay(_, var spikeMicros) -> spikeMicros > SPIKE_MICROS ? UNTIL_HEALED : 0;
      case Fault.Reform _, Fault.Loss _, Fault.Damage _, Fault.Narrow _ -> UNTIL_HEALED;
      case Fault.Copy _ -> UNTIL_HEALED;
      case Fault.Lasting(var lasting) -> millis(lasting);
      case Fault.Cut(_, _, var millis) -> millis;
      case Fault.Flap(_, var periodMillis, var times) -> (long) periodMillis * times;
      case Fault.Clog(_, var millis) -> millis;
      case Fault.Pause(_, var millis) -> millis;
      case Fault.Blackout(_, var millis) -> millis;
      case Fault.SlowDisk(_, var force, var millis) -> (long) millis + force / 1000;
      case Fault.SlowLeader(var micros, _) -> UNTIL_HEALED + micros / 1000;
      case Fault.Replay _, Fault.Disconnect _, Fault.Crash _, Fault.PowerFailure _ -> 0;
      case Fault.DiskError _, Fault.HandOver _, Fault.WallJump _, Fault.Drift _ -> 0;
      case Fault.Abandon _, Fault.FailingSnapshot _ -> 0;
    };
  }

  private static Sometimes counterOf(Topology shape) {
    return switch (shape) {
      case ISOLATED -> Sometimes.CUT_ISOLATED;
      case SPLIT -> Sometimes.CUT_SPLIT;
      case ONE_WAY -> Sometimes.CUT_ONE_WAY;
      case ONE_LINK -> Sometimes.CUT_ONE_LINK;
      case BRIDGE -> Sometimes.CUT_BRIDGE;
      case RING -> Sometimes.CUT_RING;
      case MESH -> Sometimes.CUT_MESH;
    };
  }

  /// Waits until there is a leader, unless everything is healed before.
  private void holdUpTheLeader(int micros, boolean pauses) {
    var before = heals;
    nodes.stream()
        .filter(node -> node.id().equals(node.news().leader()))
        .max(Comparator.comparing(this::followers))
        .ifPresentOrElse(
            node -> node.hinder(micros, pauses),
            () ->
                world.after(
                    RETRY_MICROS,
                    () -> {
                      if (heals == before) {
                        holdUpTheLeader(micros, pauses);
                      }
                    }));
  }

  private long followers(SimulatedNode leader) {
    return nodes.stream().filter(node -> leader.id().equals(node.news().leader())).count();
  }

  private void flap(Fault.Flap flap, int times) {
    if (times > 0) {
      counters.count(Sometimes.LINK_FLAPPED);
      network.cut(flap.links());
      later(flap.periodMillis() / 2, () -> network.mend(flap.links()));
      later(flap.periodMillis(), () -> flap(flap, times - 1));
    }
  }

  /// Each node a little earlier or later.
  private void crash(SimulatedNode node, int touches, int downMillis) {
    node.crashAfter(dice.between(0, touches), downMillis + dice.between(0, downMillis));
  }

  private void blackout(boolean off, int millis) {
    counters.count(Sometimes.BLACKOUT);
    if (!off) {
      timekeeper.standStill(millis);
    }
    clients.rest(millis * 1000L);
    for (var node : nodes) {
      if (off) {
        node.crashAfter(0, millis);
      } else {
        node.pause(millis * 1000L);
      }
    }
  }

  /// Heals everything except this fault, which goes on until everything is healed.
  void heal(Fault.Lasting lasting) {
    var _ = heal(Map.of());
    strike(lasting.fault());
  }

  /// Heals everything except the nodes that are abandoned for good.
  ///
  /// @return the healed nodes, spares included
  List<SimulatedNode> heal(Map<NodeId, Fault.Fate> abandoned) {
    over = true;
    heals++;
    timekeeper.healed(network.hasDoubled());
    network.heal();
    var healed = new ArrayList<SimulatedNode>();
    for (var node : nodes) {
      var fate = abandoned.get(node.id());
      if (fate == Fault.Fate.DOWN) {
        node.abandon();
      } else {
        node.heal();
      }
      if (fate != null) {
        abandon(node.id(), fate);
      } else if (!node.isGone()) {
        healed.add(node);
      }
    }
    return healed;
  }

  private void abandon(NodeId node, Fault.Fate fate) {
    counters.count(
        switch (fate) {
          case DOWN -> Sometimes.ENDED_WITHOUT_SOME_DOWN;
          case CUT -> Sometimes.ENDED_WITHOUT_SOME_CUT;
          case DEAF -> Sometimes.ENDED_WITHOUT_SOME_DEAF;
          case MUTE -> Sometimes.ENDED_WITHOUT_SOME_MUTE;
        });
    for (var other : nodes) {
      if (fate != Fault.Fate.MUTE) {
        network.cut(List.of(new Link(other.id(), node)));
      }
      if (fate != Fault.Fate.DEAF) {
        network.cut(List.of(new Link(node, other.id())));
      }
    }
  }

  private SimulatedNode node(NodeId id) {
    return nodes.get(id.value() - 1);
  }

  /// Does something later, unless everything is healed before, or a lasting fault has begun by
  /// then.
  private void later(int millis, Runnable what) {
    if (over) {
      return;
    }
    world.after(
        millis * 1000L,
        () -> {
          if (!over) {
            what.run();
          }
        });
  }
}

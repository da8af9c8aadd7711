package dev.parterre.paxos.simulation;

import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.simulation.Fault.Fate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Draws a script: first which kinds of faults occur at all, then how many of each, when, and how
/// bad they are.
final class Playwright {

  private static final List<SnapshotTrouble.Way> SNAPSHOT_TROUBLE =
      List.of(SnapshotTrouble.Way.values());

  private static final int HOUR_MILLIS = 3_600_000;
  private static final double KIND = 0.4;
  private static final double LASTING = 0.04;

  private record Planned(int atMillis, Fault fault) {}

  private final Dice dice;
  private final Setup setup;
  private final List<NodeId> nodes;
  private final Set<NodeId> expendable = new HashSet<>();
  private final List<Planned> plan = new ArrayList<>();

  Playwright(Dice dice) {
    this.dice = dice;
    setup = Setup.draw(dice);
    nodes = setup.everybody();
    while (expendable.size() < setup.expendable()) {
      expendable.add(dice.oneOf(setup.ids()));
    }
  }

  Script write() {
    noise();
    clocks();
    network();
    processes();
    disks();
    members();
    blackout();
    lasting();
    ending();
    plan.sort(Comparator.comparingInt(Planned::atMillis));
    var happenings = new ArrayList<Happening>();
    for (var each : plan) {
      happenings.add(new Happening(happenings.size() + 1, each.atMillis, each.fault));
    }
    return new Script(setup, happenings);
  }

  private void noise() {
    if (dice.chance(0.6)) {
      var lost = dice.chance(0.6) ? dice.between(1, 30) / 100.0 : 0;
      var doubled = dice.chance(0.6) ? dice.between(1, 20) / 100.0 : 0;
      plan.add(new Planned(0, new Fault.Noise(lost, doubled)));
    }
    var spike = dice.chance(0.3) ? dice.between(1_000, 1_500_000) : 10_000;
    plan.add(new Planned(0, new Fault.Delay(dice.between(100, 5000), spike)));
  }

  private void clocks() {
    if (dice.chance(KIND)) {
      nodes.forEach(node -> plan.add(new Planned(0, new Fault.Drift(node, drift()))));
    }
    if (dice.chance(KIND)) {
      nodes.forEach(node -> plan.add(new Planned(0, new Fault.WallJump(node, jump()))));
      some(3, () -> new Fault.WallJump(node(), jump()));
    }
  }

  private int drift() {
    return dice.between(-100, 100);
  }

  /// Hours, or days.
  private int jump() {
    var hours = dice.chance(0.5) ? 80 : 1;
    return dice.between(-hours * HOUR_MILLIS, hours * HOUR_MILLIS);
  }

  private void network() {
    sometimes(8, () -> new Fault.Disconnect(node(), node()));
    sometimes(3, () -> new Fault.Replay(dice.between(1, 30)));
    if (nodes.size() < 2) {
      return;
    }
    sometimes(5, this::cut);
    if (setup.surroundings().streams()) {
      sometimes(2, () -> new Fault.Narrow(someLinks(), dice.between(3, 40)));
    }
    sometimes(2, () -> new Fault.Flap(someLinks(), dice.between(20, 400), dice.between(2, 10)));
    sometimes(3, () -> new Fault.Clog(someLinks(), dice.between(50, 1500)));
  }

  private Fault cut() {
    var shape = dice.oneOf(List.of(Topology.values()));
    return new Fault.Cut(shape, shape.draw(dice, nodes), dice.between(1, 2500));
  }

  private List<Link> someLinks() {
    var shape = dice.oneOf(List.of(Topology.ISOLATED, Topology.ONE_WAY, Topology.MESH));
    return shape.draw(dice, nodes);
  }

  private void processes() {
    sometimes(8, () -> new Fault.Crash(node(), touches(), dice.between(1, 1500)));
    sometimes(4, () -> new Fault.Pause(node(), dice.between(1, 2500)));
    if (dice.chance(0.2)) {
      some(3, () -> new Fault.PowerFailure(touches(), dice.between(1, 800)));
      if (dice.chance(0.3)) {
        var at = sometime();
        plan.add(new Planned(at, new Fault.PowerFailure(0, dice.between(1, 800))));
        nodes.forEach(node -> plan.add(new Planned(at, new Fault.WallJump(node, jump()))));
      }
    }
  }

  private int touches() {
    return dice.chance(0.2) ? 0 : dice.between(1, 30);
  }

  private void disks() {
    sometimes(
        3, () -> new Fault.SlowDisk(node(), dice.between(1000, 200_000), dice.between(100, 1500)));
    if (dice.chance(KIND)) {
      some(3, () -> new Fault.DiskError(node(), dice.chance(0.5), dice.between(1, 1500)));
    }
    sometimes(4, () -> new Fault.FailingSnapshot(node(), dice.oneOf(SNAPSHOT_TROUBLE)));
    if (!expendable.isEmpty() && dice.chance(0.3)) {
      var victims = List.copyOf(sorted(expendable));
      some(2, () -> new Fault.Damage(dice.oneOf(victims), dice.chance(0.5), dice.chance(0.5)));
    }
  }

  private void members() {
    sometimes(3, () -> new Fault.HandOver(node()));
    if (setup.spares() == 0) {
      return;
    }
    if (dice.chance(0.4)) {
      some(3, () -> new Fault.Copy(node()));
      some(2 * setup.spares(), () -> new Fault.Loss(node(), way(), switchedOn()));
    } else {
      changes();
    }
  }

  /// Only the streams of the transport check whether a disk has forgotten something.
  private Fault.Way way() {
    var ways =
        setup.surroundings().streams()
            ? List.of(Fault.Way.values())
            : List.of(Fault.Way.FLIPPED, Fault.Way.MISDIRECTED);
    return dice.oneOf(ways);
  }

  /// Sometimes two at once.
  private void changes() {
    var spares = new ArrayDeque<>(nodes.subList(setup.nodes(), nodes.size()));
    var times = new ArrayList<Integer>();
    for (var left = dice.between(1, 5); left > 0; left--) {
      times.add(times.isEmpty() || dice.chance(0.7) ? sometime() : times.getLast());
    }
    times.sort(null);
    for (var at : times) {
      plan.add(new Planned(at, new Fault.Reform(change(spares.poll()), switchedOn())));
    }
  }

  private Change change(@Nullable NodeId spare) {
    if (spare == null || dice.chance(0.2)) {
      return new Change.Remove(node());
    }
    return dice.chance(0.5)
        ? new Change.Add(spare, Setup.addressOf(spare))
        : new Change.Replace(node(), spare, Setup.addressOf(spare));
  }

  private int switchedOn() {
    return dice.chance(0.5) ? 0 : dice.between(1, 1000);
  }

  private void blackout() {
    if (dice.chance(0.12)) {
      var at = sometime();
      plan.add(
          new Planned(at, new Fault.Blackout(dice.chance(0.5), dice.between(60_000, 600_000))));
      plan.add(new Planned(at, new Fault.Replay(20)));
    }
  }

  /// A cut in one direction, a minority, a bridge, a slow disk, or a narrow link.
  private void lasting() {
    if (nodes.size() > 2 && dice.chance(LASTING)) {
      var fault =
          dice.chance(0.25)
              ? slowDisk()
              : dice.chance(0.2) && setup.surroundings().streams()
                  ? new Fault.Narrow(someLinks(), dice.between(3, 40))
                  : lastingCut();
      plan.add(new Planned(setup.chaosMillis(), new Fault.Lasting(fault)));
    }
  }

  /// The disk of some node, or of whichever node leads, which is then held up as long as it leads.
  private Fault slowDisk() {
    if (dice.chance(0.3)) {
      return new Fault.SlowDisk(node(), dice.between(10_000, 400_000), Integer.MAX_VALUE);
    }
    var pauses = dice.chance(0.3);
    var silence = setup.silenceMillis() * 1000;
    return new Fault.SlowLeader(
        dice.between(pauses ? silence / 2 : silence / 4, silence / 4 * 3), pauses);
  }

  private Fault lastingCut() {
    var shape =
        dice.oneOf(List.of(Topology.ISOLATED, Topology.SPLIT, Topology.ONE_LINK, Topology.BRIDGE));
    return new Fault.Cut(shape, shape.draw(dice, nodes), Integer.MAX_VALUE);
  }

  private void ending() {
    if (!expendable.isEmpty() && dice.chance(0.4)) {
      var fates = new HashMap<NodeId, Fate>();
      sorted(expendable).forEach(node -> fates.put(node, dice.oneOf(List.of(Fate.values()))));
      plan.add(new Planned(setup.chaosMillis(), new Fault.Abandon(fates)));
    }
  }

  private void sometimes(int most, Supplier<Fault> fault) {
    if (dice.chance(KIND)) {
      some(most, fault);
    }
  }

  private void some(int most, Supplier<Fault> fault) {
    for (var left = dice.between(1, most); left > 0; left--) {
      plan.add(new Planned(sometime(), fault.get()));
    }
  }

  private int sometime() {
    return dice.between(0, setup.chaosMillis());
  }

  private NodeId node() {
    return dice.oneOf(nodes);
  }

  private static List<NodeId> sorted(Set<NodeId> nodes) {
    return nodes.stream().sorted().toList();
  }
}

package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.core.Quorum;
import dev.parterre.paxos.core.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A whole cluster on one thread from one seed: first everything goes wrong that the seed draws,
/// then all is healed, and whoever still waits has to be answered. A seed gives the same run
/// always.
public final class Simulation {

  private static final int CHAOS_MILLIS = 12_000;
  private static final int HEALED_MILLIS = 20 * SimulatedNode.TIMING.silenceMillis();

  private final World world;
  private final Faults faults;
  private final Checker checker;
  private final Network network;
  private final List<SimulatedNode> nodes;
  private final Clients clients;

  /// What a run came to; equal for two runs of one seed.
  ///
  /// @param fingerprint of everything that happened, in its order
  public record Outcome(
      int nodes, int decidedSlots, int acknowledged, int reads, long fingerprint) {}

  private Simulation(long seed, Mutant mutant) {
    world = new World(seed);
    faults = Faults.draw(world);
    var ids =
        IntStream.rangeClosed(1, faults.nodes()).mapToObj(NodeId::new).collect(Collectors.toSet());
    checker = new Checker(Quorum.majorityOf(ids));
    network = new Network(world, checker, faults);
    nodes = new ArrayList<>();
    for (var id : ids.stream().sorted().toList()) {
      var skew = faults.wallSkewMillis();
      var node =
          new SimulatedNode(
              id,
              world,
              network,
              checker,
              mutant,
              incarnation -> settings(id, incarnation, ids, mutant),
              world.between(-skew, skew));
      nodes.add(node);
      network.add(node);
    }
    clients = new Clients(world, checker, nodes);
  }

  private static Settings settings(NodeId self, long incarnation, Set<NodeId> ids, Mutant mutant) {
    var accepting = Quorum.majorityOf(ids);
    var electing = accepting;
    if (mutant == Mutant.MINORITY_QUORUM && ids.size() > 2) {
      accepting = new Quorum(ids, (ids.size() - 1) / 2);
      electing = new Quorum(ids, ids.size() - accepting.size() + 1);
    }
    var limits = SimulatedNode.LIMITS;
    var timing = SimulatedNode.TIMING;
    return new Settings(
        self,
        incarnation,
        electing,
        accepting,
        limits.windowSlots(),
        limits.batchCommands(),
        limits.batchBytes(),
        limits.waitingCommands(),
        timing.heartbeatMillis(),
        timing.silenceMillis(),
        timing.resendMillis());
  }

  /// Runs one seed to its end.
  ///
  /// @throws RuntimeException naming the invariant that does not hold
  public static Outcome run(long seed, Mutant mutant) {
    return new Simulation(seed, mutant).run();
  }

  private Outcome run() {
    for (var node : nodes) {
      world.after(world.between(0, 300_000), node::start);
    }
    clients.start(faults.clients());
    planFaults();
    world.runUntil(CHAOS_MILLIS);
    heal();
    world.runUntil(CHAOS_MILLIS + HEALED_MILLIS);
    check(clients.areAllAnswered(), "everything asked is answered after healing");
    nodes.forEach(clients::checkNothingLost);
    var applied = nodes.stream().map(node -> digest(node)).distinct().count();
    check(applied == 1, "all nodes end in the same state");
    return new Outcome(
        nodes.size(),
        checker.decidedSlots(),
        clients.acknowledged(),
        clients.reads(),
        world.fingerprint());
  }

  private static long digest(SimulatedNode node) {
    var machine = node.machine();
    return machine == null ? 0 : machine.digest();
  }

  private void planFaults() {
    for (var i = 0; i < faults.crashes(); i++) {
      world.after(sometime(), this::crash);
    }
    for (var i = 0; i < faults.cuts(); i++) {
      world.after(sometime(), this::cut);
    }
    for (var i = 0; i < faults.cuts(); i++) {
      world.after(sometime(), this::breakConnection);
    }
    for (var i = 0; i < faults.pauses(); i++) {
      world.after(sometime(), () -> pick().pause(world.between(1000, 3_000_000)));
    }
  }

  private long sometime() {
    return world.between(0, CHAOS_MILLIS) * 1000L;
  }

  private SimulatedNode pick() {
    return nodes.get(world.between(0, nodes.size() - 1));
  }

  /// One node, or all at once as when the power of the house fails.
  private void crash() {
    var victims = world.chance(0.1) ? nodes : List.of(pick());
    for (var victim : victims) {
      if (world.chance(0.2)) {
        victim.crashNow();
      } else {
        victim.crashAfter(world.between(1, 30));
      }
      world.after(world.between(1, 3000) * 1000L, victim::start);
      world.after(4_000_000, victim::start);
    }
  }

  private void cut() {
    var one = pick();
    var other = pick();
    var alone = world.chance(0.4);
    var deaf = world.chance(0.6);
    var mute = !deaf || world.chance(0.6);
    for (var node : nodes) {
      if (alone ? !node.equals(one) : node.equals(other)) {
        if (mute) {
          network.cut(one.id(), node.id());
        }
        if (deaf) {
          network.cut(node.id(), one.id());
        }
        world.after(world.between(1, 4000) * 1000L, () -> mend(one, node));
      }
    }
  }

  /// A node believes that another has died, which lives.
  private void breakConnection() {
    var node = pick();
    var loop = node.loop();
    if (loop != null) {
      loop.unreachable(pick().id());
      node.wake();
    }
  }

  private void mend(SimulatedNode one, SimulatedNode other) {
    network.mend(one.id(), other.id());
    network.mend(other.id(), one.id());
  }

  private void heal() {
    network.heal();
    clients.end();
    for (var node : nodes) {
      node.crashAfter(Integer.MAX_VALUE);
      node.start();
      node.resume();
    }
  }
}

package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.members.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A whole cluster on one thread from one seed. First everything goes wrong that the script says;
/// then all nodes are healed, or only as many as are needed, and everyone who still waits has to be
/// answered. The same seed with the same script always gives the same run.
public final class Simulation {

  /// In silences after healing: by then everything is answered, and all nodes agree.
  private static final int ANSWERED_SILENCES = 20;

  /// In silences after healing: by then nobody runs for election any more.
  private static final int SETTLED_SILENCES = 12;

  /// The most elections after healing until a leader stays; and as many again each time that a node
  /// is still asked to take over.
  private static final int ELECTIONS_MAX = 6;

  private static final int TAKE_OVER_ELECTIONS = 2;

  /// How many times the usual interval a snapshot may be late, including the slots that pass while
  /// one is written.
  private static final int SNAPSHOTS = 7;

  private static final int SNAPSHOT_SLACK_SLOTS = 60;
  private static final int ANSWER_MILLIS = 2;
  private static final int STEPS = 8;
  private static final int REPLAYED_IN_THE_END = 10;

  private final World world = new World();
  private final Counters counters = new Counters();
  private final Script script;
  private final Timekeeper timekeeper;
  private final Checker checker;
  private final Network network;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final Clients clients;
  private final Administrators administrators;
  private final Trouble trouble;
  private final Dice dice;
  private List<SimulatedNode> healed = List.of();

  /// The result of a run; equal for two runs of one seed.
  ///
  /// @param counts how often each thing happened
  /// @param fingerprint of everything that happened, in order
  public record Outcome(
      int nodes,
      int decidedSlots,
      int acknowledged,
      int reads,
      Map<Sometimes, Long> counts,
      long fingerprint) {}

  private Simulation(long seed, Script script, Mutant mutant) {
    this.script = script;
    var setup = script.setup();
    dice = new Dice(seed, Dice.TROUBLE);
    timekeeper = new Timekeeper(world, setup);
    checker = new Checker(setup.founders(Mutant.NONE), counters, timekeeper);
    var everybody = setup.everybody();
    network = new Network(world, checker, new Dice(seed, Dice.NETWORK), counters, setup, mutant);
    for (var id : everybody) {
      var own = new Dice(seed, Dice.NODES + id.value());
      var node =
          new SimulatedNode(id, world, setup, network, checker, timekeeper, mutant, counters, own);
      nodes.add(node);
      network.add(node);
      world.add(node);
    }
    clients = new Clients(world, setup, checker, new Dice(seed, Dice.CLIENTS), counters, nodes);
    var own = new Dice(seed, Dice.ADMINISTRATORS);
    administrators = new Administrators(world, checker, own, counters, nodes);
    trouble =
        new Trouble(world, timekeeper, network, nodes, clients, administrators, counters, dice);
  }

  /// Runs one seed to its end.
  ///
  /// @throws RuntimeException that names the invariant that does not hold
  public static Outcome run(long seed, Mutant mutant) {
    return run(seed, Script.of(seed), mutant);
  }

  static Outcome run(long seed, Script script, Mutant mutant) {
    return new Simulation(seed, script, mutant).run();
  }

  private Outcome run() {
    var dark = 0;
    for (var happening : script.happenings()) {
      var at = (dark + happening.atMillis()) * 1000L;
      world.after(at, () -> trouble.strike(happening.fault()));
      if (happening.fault() instanceof Fault.Blackout(_, var millis)) {
        dark += millis;
      }
    }
    for (var node : nodes) {
      world.after(dice.between(1, 100_000), node::start);
    }
    if (script.setup().electing() != script.setup().accepting()) {
      counters.count(Sometimes.FLEXIBLE_QUORUMS);
    }
    if (script.setup().surroundings().differing()) {
      counters.count(Sometimes.SETTINGS_DIFFER);
    }
    clients.start();
    world.runUntil(dark + script.setup().chaosMillis());
    outlast();
    heal();
    var healedAt = world.millis();
    var before = elections();
    var changes = checker.changesMade();
    var takeOvers = checker.takeOvers();
    settle();
    if (checker.changesMade() == changes) {
      var called = checker.takeOvers() - takeOvers;
      checkSettled(healedAt, elections() - before - called * TAKE_OVER_ELECTIONS);
    }
    if (!network.hasDoubled()) {
      administrators.checkRefusals();
    }
    network.replay(REPLAYED_IN_THE_END);
    settle();
    administrators.checkSettled(
        members().stream().filter(node -> !node.isGone()).toList(), script.setup().silenceMillis());
    compareStates();
    return new Outcome(
        nodes.size(),
        checker.decidedSlots(),
        clients.acknowledged(),
        clients.reads(),
        counters.counts(),
        world.fingerprint());
  }

  private void outlast() {
    for (var happening : script.happenings()) {
      if (happening.fault() instanceof Fault.Lasting lasting) {
        trouble.heal(lasting);
        var since = world.millis();
        var changes = checker.changesMade();
        var service = new Service(world, checker, network.lines(), clients, counters, nodes);
        service.outlast(administrators::areAllAnswered);
        if (lasting.fault() instanceof Fault.SlowLeader) {
          var own = new HandingOver(world, timekeeper, checker, service, counters, nodes);
          own.outlast(since, changes, administrators::areAllAnswered);
        }
      }
    }
  }

  private void heal() {
    var abandoned = Map.<NodeId, Fault.Fate>of();
    for (var happening : script.happenings()) {
      if (happening.fault() instanceof Fault.Abandon(var fates)) {
        abandoned = fates;
      }
    }
    healed = trouble.heal(abandoned);
    clients.end(healed);
    administrators.end();
  }

  /// Goes on until everyone has what is due, and checks that this was in time.
  private void settle() {
    var silence = script.setup().silenceMillis();
    var latest = world.millis() + copiesMillis() + (long) ANSWERED_SILENCES * silence;
    do {
      world.runUntil(world.millis() + silence / STEPS);
    } while (world.millis() < latest
        && !(clients.areAllAnswered()
            && administrators.areAllAnswered()
            && areAllEqual()
            && haveAllLearned()
            && haveAllAlarmsRung()
            && areAllKept()));
    check(clients.areAllAnswered(), "everything asked is answered after healing");
    check(administrators.areAllAnswered(), "every change asked for is answered after healing");
    check(areAllEqual(), "all healed nodes end in one state under one leader: " + healed);
    check(haveAllAlarmsRung(), "an alarm that was due has rung: " + healed);
    check(areAllKept(), "snapshots go on: " + healed);
    for (var node : members()) {
      if (node.machine() != null) {
        clients.checkNothingLost(node.machine());
      }
    }
  }

  /// Whether snapshots go on after one failed: otherwise the log would grow forever.
  private boolean areAllKept() {
    return members().stream().filter(node -> !node.isGone()).allMatch(this::isKept);
  }

  private boolean isKept(SimulatedNode node) {
    var last = node.disk().snapshots().last();
    var from = last == null ? 0 : last.slot().number();
    var behind = node.disk().durablyDecided().number() - from;
    return behind <= (long) SNAPSHOTS * script.setup().snapshotSlots() + SNAPSHOT_SLACK_SLOTS;
  }

  /// Compares the whole replicated state, including the outcomes that are remembered.
  private void compareStates() {
    var digests = new HashMap<Long, Long>();
    for (var node : members()) {
      var loop = node.loop();
      if (loop != null) {
        var asked = loop.reception().askStatus();
        node.wake();
        world.runUntil(world.millis() + ANSWER_MILLIS);
        if (asked.isDone() && !asked.isCompletedExceptionally()) {
          var status = asked.join();
          var before = digests.putIfAbsent(status.index(), status.digest());
          check(
              before == null || before == status.digest(),
              "equal outcomes are remembered at index " + status.index());
        }
      }
    }
  }

  private int elections() {
    return nodes.stream().mapToInt(node -> node.news().elections()).sum();
  }

  /// If messages were duplicated, copies of what a dead leader sent can make it seem alive for this
  /// long.
  private long copiesMillis() {
    return network.hasDoubled() ? Datagrams.LATE_MICROS / 1000 : 0;
  }

  /// Duelling leaders must have settled, long before everything had to be answered.
  private void checkSettled(long healedAt, int elections) {
    var settling = (long) SETTLED_SILENCES * script.setup().silenceMillis();
    var latest = healedAt + copiesMillis() + settling;
    check(elections <= ELECTIONS_MAX, "duelling leaders settle: " + elections + " elections");
    for (var node : healed) {
      var stood = node.news().electedAtMicros() / 1000;
      check(stood <= latest, "duelling leaders settle: one stood " + (stood - latest) + " ms late");
    }
  }

  /// The healed nodes that are members in the end.
  private List<SimulatedNode> members() {
    return healed.stream().filter(node -> checker.members().contains(node.id())).toList();
  }

  /// Whether all healed members are equal, and no removed node leads.
  private boolean areAllEqual() {
    if (healed.stream().anyMatch(this::isLeadingThoughRemoved)) {
      return false;
    }
    SimulatedNode first = null;
    for (var node : members()) {
      var machine = node.machine();
      if (node.isGone()) {
        continue;
      }
      if (machine == null || node.news().leader() == null) {
        return false;
      }
      first = first == null ? node : first;
      var other = first.machine();
      if (other == null
          || machine.digest() != other.digest()
          || !node.news().leader().equals(first.news().leader())) {
        return false;
      }
    }
    return true;
  }

  private boolean isLeadingThoughRemoved(SimulatedNode node) {
    return node.id().equals(node.news().leader()) && !checker.members().contains(node.id());
  }

  /// A member that is now alone may still have to learn what it decided together with others.
  private boolean haveAllLearned() {
    for (var node : members()) {
      if (node.machine() != null && !clients.haveAll(node.machine())) {
        return false;
      }
    }
    return true;
  }

  private boolean haveAllAlarmsRung() {
    for (var node : members()) {
      if (node.machine() != null && node.machine().nextDueMillis().isPresent()) {
        return false;
      }
    }
    return true;
  }
}

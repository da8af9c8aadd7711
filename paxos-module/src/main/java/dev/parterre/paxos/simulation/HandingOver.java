package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import java.util.List;
import java.util.function.BooleanSupplier;

/// Checks that a leader that is held up hands over if others that are not could decide without it,
/// and that it does so only once.
final class HandingOver {

  /// In silences of the run; a node's own may be more than half as long again.
  private static final int IN_TIME_SILENCES = 28;

  private static final int STAYS_SILENCES = 12;

  /// It may be elected once more while nobody knows yet that it is held up.
  private static final int HAND_OVERS_MAX = 2;

  private final World world;
  private final Checker checker;
  private final Service service;
  private final Counters counters;
  private final List<SimulatedNode> nodes;

  HandingOver(
      World world, Checker checker, Service service, Counters counters, List<SimulatedNode> nodes) {
    this.world = world;
    this.checker = checker;
    this.service = service;
    this.counters = counters;
    this.nodes = nodes;
  }

  /// @param since when the fault began
  /// @param isQuiet whether no change of the members is wanted any more
  void outlast(long since, BooleanSupplier isQuiet) {
    var before = handOvers();
    var silence = service.silenceMillis();
    world.runUntil(Math.max(world.millis(), since + (long) IN_TIME_SILENCES * silence));
    var changes = checker.changesMade();
    for (var left = STAYS_SILENCES; left > 0; left--) {
      if (isQuiet.getAsBoolean() && checker.changesMade() == changes && service.hasMajority()) {
        nodes.stream().filter(SimulatedNode::isHindered).forEach(this::checkFollows);
      }
      world.runUntil(world.millis() + silence);
    }
    check(handOvers() - before <= HAND_OVERS_MAX, "a leader that is held up hands over once");
  }

  private int handOvers() {
    return nodes.stream().mapToInt(node -> node.news().handOvers()).sum();
  }

  private void checkFollows(SimulatedNode node) {
    counters.count(Sometimes.LEADER_HELD_UP);
    check(!node.id().equals(node.news().leader()), "a leader that is held up hands over: " + node);
  }
}

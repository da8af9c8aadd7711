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

  /// Where members go on changing, it is not waited for any longer.
  private static final int LONGEST_SILENCES = 120;

  /// It may be elected once more while nobody knows yet that it is held up.
  private static final int HAND_OVERS_MAX = 2;

  /// Round trips are measured by two clocks. If these drift further apart, a fast peer may seem to
  /// be slow.
  private static final double APART_MAX = 0.15;

  private final World world;
  private final Timekeeper timekeeper;
  private final Checker checker;
  private final Service service;
  private final Counters counters;
  private final List<SimulatedNode> nodes;

  HandingOver(
      World world,
      Timekeeper timekeeper,
      Checker checker,
      Service service,
      Counters counters,
      List<SimulatedNode> nodes) {
    this.world = world;
    this.timekeeper = timekeeper;
    this.checker = checker;
    this.service = service;
    this.counters = counters;
    this.nodes = nodes;
  }

  /// The time to hand over begins when those that are not held up could decide: where members
  /// change, the leader is needed until the last change has taken effect.
  ///
  /// @param since when the fault began
  /// @param changesBefore how many changes of the members had been made by then
  /// @param isQuiet whether no change of the members is wanted any more
  void outlast(long since, int changesBefore, BooleanSupplier isQuiet) {
    var before = handOvers();
    var silence = service.silenceMillis();
    var inTime = (long) IN_TIME_SILENCES * silence;
    var lasts = inTime + (long) STAYS_SILENCES * silence;
    var latest = since + (long) LONGEST_SILENCES * silence;
    var changes = changesBefore;
    var ableSince = since;
    while (world.millis() < Math.min(latest, ableSince + lasts)) {
      if (!isQuiet.getAsBoolean() || checker.changesMade() != changes || !service.hasMajority()) {
        if (handOvers() > before) {
          // It rests before it may do so again, perhaps for longer than is waited here.
          break;
        }
        changes = checker.changesMade();
        ableSince = world.millis();
      } else if (world.millis() - ableSince >= inTime && timekeeper.apart() <= APART_MAX) {
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

package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.Answer;
import dev.parterre.paxos.Consistency;
import dev.parterre.paxos.Reply;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Checks that callers are served while a part of the cluster stays cut off, slow or narrow, not
/// only after everything is healed.
///
/// A connected majority is a set of running members that all reach each other in both directions,
/// and are enough for both phases. Some time after the fault began, each of them is asked for a
/// command and a read, again and again.
final class Service {

  /// In silences of the most patient node, where settings differ: how long the majority may take to
  /// find a leader, or a slow one to hand over, and then to answer.
  private static final int GRACE_SILENCES = 12;

  private static final int ANSWER_SILENCES = 6;

  private final World world;
  private final Checker checker;
  private final Lines lines;
  private final Clients clients;
  private final Counters counters;
  private final List<SimulatedNode> nodes;
  private final Set<NodeId> served = new HashSet<>();

  Service(
      World world,
      Checker checker,
      Lines lines,
      Clients clients,
      Counters counters,
      List<SimulatedNode> nodes) {
    this.world = world;
    this.checker = checker;
    this.lines = lines;
    this.clients = clients;
    this.counters = counters;
    this.nodes = nodes;
  }

  /// Called when the fault has just begun. Returns when it has lasted long enough, with nothing
  /// else wrong.
  ///
  /// @param isQuiet whether no change of the members is wanted any more
  void outlast(BooleanSupplier isQuiet) {
    var silence = silenceMillis();
    world.runUntil(world.millis() + (long) GRACE_SILENCES * silence);
    var changes = checker.changesMade();
    for (var left = 2 * ANSWER_SILENCES; left > 0; left--) {
      nodes.stream().filter(node -> !served.contains(node.id())).forEach(this::ask);
      world.runUntil(world.millis() + silence / 2);
    }
    if (isQuiet.getAsBoolean() && checker.changesMade() == changes) {
      majorities().forEach(this::checkServed);
    }
  }

  /// Of the most patient node.
  int silenceMillis() {
    return nodes.stream().mapToInt(SimulatedNode::silenceMillis).max().orElseThrow();
  }

  /// Asks only this node, once, for a new command and then for a read.
  private void ask(SimulatedNode node) {
    var loop = node.loop();
    if (loop != null) {
      var request = clients.newRequest();
      var command = request.submit(checker);
      checker.submitted(command.id());
      var _ =
          loop.reception()
              .submit(command)
              .thenAccept(told -> world.after(0, () -> written(node, request, told)));
      node.wake();
    }
  }

  private void written(SimulatedNode node, Request request, Reply told) {
    var loop = node.loop();
    if (told instanceof Reply.Applied applied) {
      clients.acknowledge(request, applied);
      if (loop != null) {
        var _ =
            loop.reception()
                .read(new Consistency.Linearizable(), JournalMachine::digest)
                .thenAccept(answer -> world.after(0, () -> readBack(node, answer, applied)));
        node.wake();
      }
    }
  }

  private void readBack(SimulatedNode node, Answer<Long> answer, Reply.Applied written) {
    if (answer instanceof Answer.Found<Long>(var index, _)) {
      check(index >= written.index(), "a read shows what was written before it");
      served.add(node.id());
    }
  }

  private void checkServed(List<NodeId> majority) {
    counters.count(Sometimes.MAJORITY_BESIDE_A_LASTING_FAULT);
    check(
        served.containsAll(majority),
        "a connected majority serves while a fault lasts: " + majority + served);
  }

  boolean hasMajority() {
    return !majorities().isEmpty();
  }

  /// All connected majorities that are not part of a larger one.
  private List<List<NodeId>> majorities() {
    var able = nodes.stream().filter(this::isAble).map(SimulatedNode::id).toList();
    var found = new ArrayList<List<NodeId>>();
    for (var bits = (1 << able.size()) - 1; bits > 0; bits--) {
      var some = new ArrayList<NodeId>();
      for (var i = 0; i < able.size(); i++) {
        if ((bits >> i & 1) == 1) {
          some.add(able.get(i));
        }
      }
      if (canDecide(some) && areOpen(some) && !isPartOf(some, found)) {
        found.add(some);
      }
    }
    return found;
  }

  /// Whether these nodes can decide every slot that none of them knows to be decided: members that
  /// were replaced in between are needed, too.
  private boolean canDecide(List<NodeId> some) {
    var known =
        nodes.stream()
            .filter(node -> some.contains(node.id()))
            .map(node -> node.disk().durablyDecided())
            .reduce(Slot.NONE, Slot::max);
    return checker.canDecideAfter(known, id -> !some.contains(id));
  }

  private boolean isAble(SimulatedNode node) {
    return node.loop() != null && !node.isHindered() && checker.members().contains(node.id());
  }

  private boolean areOpen(List<NodeId> some) {
    for (var one : some) {
      for (var other : some) {
        if (lines.areCut(one, other) || lines.of(one, other).bytesPerMilli < Line.WIDE) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isPartOf(List<NodeId> some, List<List<NodeId>> found) {
    return found.stream().anyMatch(larger -> larger.containsAll(some));
  }
}

package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.Reply;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges a cluster by what its nodes learned, without knowing anything about ballots. All nodes
/// have the same sequence, as far as it goes (order). It holds only what was asked for (integrity),
/// and nothing twice. What was acknowledged is in it, with one answer however often it was asked
/// for. In the end every node has all of it (completeness).
final class OutsideView {

  private final Checker checker;
  private final List<SimulatedNode> nodes;
  private final Map<Long, List<Reply.Applied>> replies = new HashMap<>();

  OutsideView(Checker checker, List<SimulatedNode> nodes) {
    this.checker = checker;
    this.nodes = nodes;
  }

  void submit(SimulatedNode node, long number) {
    submit(node, number, Long.BYTES);
  }

  void submit(SimulatedNode node, long number, int bytes) {
    var command = command(number, bytes);
    checker.submitted(command.id());
    var answers = replies.computeIfAbsent(number, _ -> new ArrayList<>());
    var loop = node.loop();
    if (loop != null) {
      var _ =
          loop.reception()
              .submit(command)
              .thenAccept(
                  reply -> {
                    if (reply instanceof Reply.Applied applied) {
                      answers.add(applied);
                    }
                  });
      node.wake();
    }
  }

  private static Command command(long number, int bytes) {
    var payload = ByteBuffer.allocate(bytes).putLong(number).array();
    return new Command(new CommandId(number, 7), number, payload);
  }

  /// Asks this node for whatever has no answer yet.
  void askAgain(SimulatedNode node) {
    replies.forEach(
        (number, answers) -> {
          if (answers.isEmpty()) {
            submit(node, number);
          }
        });
  }

  Optional<Reply.Applied> reply(long number) {
    return replies.getOrDefault(number, List.of()).stream().findFirst();
  }

  int replies(long number) {
    return replies.getOrDefault(number, List.of()).size();
  }

  boolean isAllAcknowledged() {
    return replies.values().stream().noneMatch(List::isEmpty);
  }

  List<Long> learned(SimulatedNode node) {
    var machine = node.machine();
    return machine == null ? List.of() : machine.sequence();
  }

  /// Completeness, at every node.
  boolean isAllLearned() {
    return nodes.stream().allMatch(node -> learned(node).size() == replies.size());
  }

  void checkSoFar() {
    List<Long> longest = List.of();
    for (var node : nodes) {
      var learned = learned(node);
      longest = learned.size() > longest.size() ? learned : longest;
    }
    for (var node : nodes) {
      var learned = learned(node);
      check(longest.subList(0, learned.size()).equals(learned), "all learn in one order");
    }
    check(new HashSet<>(longest).size() == longest.size(), "nothing is learned twice");
    check(replies.keySet().containsAll(longest), "only what was asked for is learned");
    for (var entry : replies.entrySet()) {
      checkAlike(entry.getValue());
      var running = nodes.stream().anyMatch(node -> node.machine() != null);
      check(
          entry.getValue().isEmpty() || !running || isLearnable(entry.getKey(), longest),
          "acknowledged and lost: command " + entry.getKey());
    }
  }

  /// The node that answered it may be down by now; then it must be on disks.
  private boolean isLearnable(long number, List<Long> longest) {
    return longest.contains(number) || nodes.stream().anyMatch(node -> node.machine() == null);
  }

  private static void checkAlike(List<Reply.Applied> answers) {
    for (var answer : answers) {
      var first = answers.getFirst();
      check(
          first.index() == answer.index() && Arrays.equals(first.outcome(), answer.outcome()),
          "a command asked for twice is answered alike");
    }
  }
}

package dev.parterre.paxos.lesson;

import dev.parterre.paxos.members.NodeId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One line of a script.
sealed interface Instruction {

  record Seed(long seed) implements Instruction {}

  /// A cluster of so many founders, and nothing else on the stage.
  record Nodes(int count) implements Instruction {}

  /// Of every node in every round.
  record Fails(Chance chance) implements Instruction {}

  record Propose(NodeId node, String value) implements Instruction {}

  record Stand(NodeId node) implements Instruction {}

  record Handle(Deed deed, Amount amount, Selector selector) implements Instruction {}

  /// To every message as soon as it is sent.
  record Always(Wire.Rule rule) implements Instruction {}

  record AlwaysNothing() implements Instruction {}

  /// Delivers until nothing is under way but what is held.
  record Settle() implements Instruction {}

  /// @param point null: at once
  record Crash(NodeId node, @Nullable CrashPoint point) implements Instruction {}

  record Restart(NodeId node) implements Instruction {}

  record Cut(Set<NodeId> these, Set<NodeId> those) implements Instruction {}

  record Heal() implements Instruction {}

  /// Time passes; nothing is delivered.
  record Pass(long millis) implements Instruction {}

  /// Time passes, and all arrives meanwhile that is not held.
  record Run(long millis) implements Instruction {}

  /// Likewise, until the condition holds.
  record RunUntil(Condition condition) implements Instruction {}

  record TakeSnapshot(NodeId node) implements Instruction {}

  record Join(NodeId node) implements Instruction {}

  record Add(NodeId node) implements Instruction {}

  record Remove(NodeId node) implements Instruction {}

  record Replace(NodeId gone, NodeId node) implements Instruction {}

  record Lead(NodeId node) implements Instruction {}

  /// One round of the toy.
  record Round() implements Instruction {}

  record Show() implements Instruction {}

  record Expect(List<Condition> conditions) implements Instruction {}
}

package dev.parterre.paxos.lesson;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a script can expect, or wait for.
sealed interface Condition {

  /// @param leader null: nobody leads
  record Leads(@Nullable NodeId leader) implements Condition {}

  record Follows(NodeId node, NodeId leader) implements Condition {}

  record Promised(NodeId node, Ballot ballot) implements Condition {}

  /// @param value null: nothing at all
  record Accepted(NodeId node, Slot slot, @Nullable String value) implements Condition {}

  /// @param node null: every node that is up
  /// @param value null: it does not know any
  record Decided(@Nullable NodeId node, Slot slot, @Nullable String value) implements Condition {}

  /// A quorum of disks holds it under one ballot, whoever knows that.
  ///
  /// @param value null: nothing is chosen
  record Chosen(Slot slot, @Nullable String value) implements Condition {}

  record Snapshot(NodeId node, Slot slot) implements Condition {}

  /// The members as the node knows them, from the next slot on.
  record Members(NodeId node, Set<NodeId> members) implements Condition {}

  record Down(NodeId node) implements Condition {}

  record UnderWay(long count, Selector selector) implements Condition {}

  /// Whether it holds on this stage.
  ///
  /// @return what is there instead; null if it holds
  default @Nullable String objection(Stage stage) {
    return switch (this) {
      case Leads(var leader) -> leads(stage, leader);
      case Follows(var node, var leader) -> {
        var actual = stage.node(node).replica().leader();
        yield leader.equals(actual)
            ? null
            : "node " + node + " follows " + (actual == null ? "nobody" : "node " + actual);
      }
      case Promised(var node, var ballot) -> {
        var actual = stage.node(node).disk().promised();
        yield ballot.equals(actual) ? null : "node " + node + " has promised " + actual;
      }
      case Accepted accepted -> accepted(stage, accepted);
      case Decided(var node, var slot, var value) -> decided(stage, node, slot, value);
      case Chosen(var slot, var value) -> {
        var actual = stage.ledger().chosenIn(slot);
        yield isSame(actual == null ? null : Wording.of(actual), value, "chosen in slot " + slot);
      }
      case Snapshot(var node, var slot) -> {
        var actual = stage.node(node).disk().snapshot();
        yield actual != null && actual.slot().equals(slot)
            ? null
            : "node " + node + " has " + (actual == null ? "none" : "one as of " + actual.slot());
      }
      case Members(var node, var members) -> {
        var replica = stage.node(node).replica();
        var actual = replica.memberships().at(replica.decided().next()).ids();
        yield actual.equals(members) ? null : "the members are " + Wording.list(actual);
      }
      case Down(var node) -> stage.node(node).isUp() ? "node " + node + " is up" : null;
      case UnderWay(var count, var selector) -> {
        var actual = stage.wire().parcels().stream().filter(selector::fits).count();
        yield actual == count ? null : actual + " such messages are under way";
      }
    };
  }

  private static @Nullable String leads(Stage stage, @Nullable NodeId leader) {
    var leaders = new TreeSet<NodeId>();
    stage.nodes().stream().filter(StageNode::leads).map(StageNode::id).forEach(leaders::add);
    var holds = leader == null ? leaders.isEmpty() : leaders.contains(leader);
    return holds ? null : Wording.list(leaders) + " leads";
  }

  private static @Nullable String accepted(Stage stage, Accepted wanted) {
    var actual = stage.node(wanted.node).disk().accepted().get(wanted.slot);
    var value = actual == null ? null : Wording.of(actual.proposal());
    return isSame(value, wanted.value, "accepted by node " + wanted.node);
  }

  private static @Nullable String decided(
      Stage stage, @Nullable NodeId wanted, Slot slot, @Nullable String value) {
    for (var node : stage.nodes()) {
      if (wanted == null ? node.isUp() : node.id().equals(wanted)) {
        var actual = node.state().get(slot);
        var text = actual == null ? null : Wording.of(actual);
        var what = "decided in slot " + slot + " as far as node " + node.id() + " knows";
        var objection = isSame(text, value, what);
        if (objection != null) {
          return objection;
        }
      }
    }
    return null;
  }

  private static @Nullable String isSame(
      @Nullable String actual, @Nullable String wanted, String what) {
    var same = actual == null ? wanted == null : actual.equals(wanted);
    return same ? null : (actual == null ? "nothing" : actual) + " is " + what;
  }
}

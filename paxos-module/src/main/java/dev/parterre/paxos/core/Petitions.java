package dev.parterre.paxos.core;

import dev.parterre.paxos.core.Message.AskChange;
import dev.parterre.paxos.core.Message.AskDirective;
import dev.parterre.paxos.core.Message.AskHandOver;
import dev.parterre.paxos.core.Message.ChangeRefused;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import java.util.Optional;
import java.util.Set;

/// What operators ask of the leader: to hand over, to change the members, or to have a directive
/// decided. A follower passes it on once: whoever asked repeats it.
final class Petitions {

  /// A node that asks for what it misses every [Settings#resendMillis] is never further behind.
  private static final int CAUGHT_UP_SLOTS = 2048;

  private final Settings settings;
  private final Leader leader;
  private final Learner learner;
  private final Succession succession;
  private final Peers peers;

  Petitions(Settings settings, Leader leader, Learner learner, Succession succession, Peers peers) {
    this.settings = settings;
    this.leader = leader;
    this.learner = learner;
    this.succession = succession;
    this.peers = peers;
  }

  /// Hands over, but not to a node that would have to learn for long before it could propose
  /// anything.
  ///
  /// @param wanted empty: any other
  void handOver(Turn turn, Optional<NodeId> wanted) {
    if (leader.isInOffice()) {
      wanted
          .or(() -> peers.mostKnowing(learner.peers(), Set.of(), turn.millis()))
          .filter(node -> !node.equals(settings.self()) && hasCaughtUp(turn, node))
          .ifPresent(node -> leader.handOver(turn, node));
    } else if (wanted.isPresent() && succession.otherLeader() instanceof NodeId known) {
      turn.send(known, new AskHandOver(wanted.get()));
    }
  }

  void change(Turn turn, NodeId from, Change change) {
    if (leader.isInOffice()) {
      var objection =
          leader.changeAsked(
              change,
              node -> hasCaughtUp(turn, node),
              node -> peers.isReachable(node, turn.millis()));
      if (objection != null) {
        turn.send(from, new ChangeRefused(change, objection));
      }
    } else if (from.equals(settings.self()) && succession.otherLeader() instanceof NodeId known) {
      turn.send(known, new AskChange(change));
    }
  }

  void direct(Turn turn, NodeId from, Directive directive) {
    if (leader.isInOffice()) {
      leader.directiveAsked(directive);
    } else if (from.equals(settings.self()) && succession.otherLeader() instanceof NodeId known) {
      turn.send(known, new AskDirective(directive));
    }
  }

  boolean hasCaughtUp(Turn turn, NodeId node) {
    var most = peers.decidedBy(node).plus(CAUGHT_UP_SLOTS);
    return peers.hasTold(node)
        && peers.isReachable(node, turn.millis())
        && !learner.decided().isAfter(most);
  }
}

package dev.parterre.paxos.core;

import dev.parterre.paxos.core.Message.AskChange;
import dev.parterre.paxos.core.Message.AskDirective;
import dev.parterre.paxos.core.Message.AskHandOver;
import dev.parterre.paxos.core.Message.ChangeRefused;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Change.Objection;
import dev.parterre.paxos.members.NodeId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
      var objection = objection(turn, change);
      if (objection != null) {
        turn.send(from, new ChangeRefused(change, objection));
      }
    } else if (from.equals(settings.self()) && succession.otherLeader() instanceof NodeId known) {
      turn.send(known, new AskChange(change));
    }
  }

  /// A node that is to be added has to know nearly everything that is decided: otherwise nothing
  /// could be decided with it until it does.
  ///
  /// @return why the change is not proposed; null if it will be
  private @Nullable Objection objection(Turn turn, Change change) {
    var memberships = learner.memberships();
    var objection = memberships.objection(learner.decided().next(), change);
    if (objection == null && !change.coming().stream().allMatch(it -> hasCaughtUp(turn, it))) {
      return Objection.NOT_CAUGHT_UP;
    }
    if (objection == null
        && !memberships.latest().after(change).isAble(it -> peers.isReachable(it, turn.millis()))) {
      return Objection.TOO_FEW_REACHABLE;
    }
    return objection == null && !leader.changeAsked(change)
        ? Objection.ANOTHER_UNDER_WAY
        : objection;
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

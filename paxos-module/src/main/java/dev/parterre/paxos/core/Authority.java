package dev.parterre.paxos.core;

import dev.parterre.paxos.core.Message.AskRead;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.Message.ReadAt;
import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Quorum;
import dev.parterre.paxos.members.Slot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Shows the others that the leader is alive, and the leader that it still leads.
///
/// **Reads**: an accepting quorum that answers a heartbeat sent *after* a read was asked for had
/// not elected anybody else by then, so everything acknowledged before the read is known here. One
/// heartbeat serves all waiting reads (*Raft*, dissertation, 6.4). No clock has to be trusted.
final class Authority {

  private final Settings settings;
  private final Learner learner;
  private final Ballot ballot;
  private final Map<NodeId, Long> answeredAt = new HashMap<>();

  private long round;
  private long sentAt;
  private Slot told = Slot.NONE;

  private final Map<NodeId, AskRead> waiting = new HashMap<>();
  private final Map<NodeId, AskRead> confirming = new TreeMap<>();
  private final Set<NodeId> confirmedBy = new HashSet<>();
  private Quorum enough = Membership.NOBODY.accepting();
  private long confirmedFrom;
  private Slot readable = Slot.NONE;

  Authority(Settings settings, Learner learner, Ballot ballot) {
    this.settings = settings;
    this.learner = learner;
    this.ballot = ballot;
  }

  /// A node wants to read everything acknowledged so far. Its latest question covers all earlier
  /// ones.
  void asked(NodeId from, AskRead question) {
    var before = waiting.get(from);
    if (before == null
        || before.incarnation() != question.incarnation()
        || before.number() < question.number()) {
      waiting.put(from, question);
    }
  }

  void answered(Turn turn, NodeId from, HeartbeatAck ack) {
    if (ack.ballot().equals(ballot)) {
      answeredAt.put(from, turn.millis());
      if (!confirming.isEmpty() && ack.round() >= confirmedFrom) {
        confirmedBy.add(from);
        answerReads(turn);
      }
    }
  }

  /// Part of a large message from this peer came in, or this node stood still and cannot tell who
  /// answered. Neither confirms a read.
  void lives(NodeId peer, long nowMillis) {
    answeredAt.computeIfPresent(peer, (_, _) -> nowMillis);
  }

  /// Whether the accepting quorums have stopped answering; if so, callers had better be told.
  boolean isLost(long nowMillis) {
    return !learner.ruling().stream()
        .allMatch(it -> it.accepting().isMetBy(member -> isAnswering(member, nowMillis)));
  }

  /// A node that became a member only now was never asked, so it cannot have answered.
  private boolean isAnswering(NodeId member, long nowMillis) {
    return member.equals(settings.self())
        || nowMillis - answeredAt.getOrDefault(member, nowMillis) < 2L * settings.silenceMillis();
  }

  /// The Accept that is sent now tells the others that this is decided.
  void told(Slot decided) {
    told = decided;
  }

  /// Sends a heartbeat when one is due, when a read waits, or when the others do not yet know how
  /// far the log is decided.
  ///
  /// @param mayRead every decision that an earlier leader may have made is known here: then it is
  ///   also known who decides the next slot, and nobody else can be elected without a quorum of
  ///   them
  void endStep(Turn turn, long clockMillis, boolean mayRead) {
    var decided = learner.decided();
    // The members may have changed since the reads were asked for; those that left may be silent.
    var confirm =
        mayRead && (confirming.isEmpty() ? !waiting.isEmpty() : !enough.equals(deciding()));
    if (confirm || turn.millis() >= deadline()) {
      round++;
      sentAt = turn.millis();
      told = decided;
      turn.sendAll(learner.peers(), new Heartbeat(ballot, decided, clockMillis, round));
      learner.peers().forEach(peer -> answeredAt.putIfAbsent(peer, sentAt));
    } else if (decided.isAfter(told)) {
      told = decided;
      var tidings = new Heartbeat(ballot, decided, clockMillis, Replica.ANSWERLESS_ROUND);
      turn.sendAll(learner.peers(), tidings);
    }
    if (confirm) {
      confirm(turn);
    }
  }

  private Quorum deciding() {
    return learner.memberships().at(learner.decided().next()).accepting();
  }

  private void confirm(Turn turn) {
    confirming.putAll(waiting);
    waiting.clear();
    enough = deciding();
    readable = learner.decided();
    confirmedFrom = round;
    confirmedBy.clear();
    confirmedBy.add(settings.self());
    answerReads(turn);
  }

  /// A node that canvasses does not hear the leader. This heartbeat shows it that there is one.
  void reassure(Turn turn, NodeId node, long clockMillis) {
    turn.send(node, new Heartbeat(ballot, learner.decided(), clockMillis, round));
  }

  long deadline() {
    return sentAt + settings.heartbeatMillis();
  }

  private void answerReads(Turn turn) {
    if (enough.isMetBy(confirmedBy)) {
      confirming.forEach(
          (node, it) -> turn.send(node, new ReadAt(it.incarnation(), it.number(), readable)));
      confirming.clear();
    }
  }
}

package dev.parterre.paxos.core;

import dev.parterre.paxos.core.Message.AskRead;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.Message.ReadAt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Shows the others that a leader lives, and itself that it still leads.
///
/// **Reads**: an accepting quorum that answers a heartbeat sent *after* a read was asked had not
/// elected anybody else by then, so all that was acknowledged before the read is known here. One
/// heartbeat serves all reads that wait (*Raft*, dissertation, 6.4). No clock is trusted for it.
final class Authority {

  private final Settings settings;
  private final Ballot ballot;
  private final Map<NodeId, Long> answeredAt = new HashMap<>();

  private long round;
  private long sentAt;
  private Slot told = Slot.NONE;

  private final Map<NodeId, AskRead> waiting = new HashMap<>();
  private final Map<NodeId, AskRead> confirming = new HashMap<>();
  private final Set<NodeId> confirmedBy = new HashSet<>();
  private long confirmedFrom;

  Authority(Turn turn, Settings settings, Ballot ballot) {
    this.settings = settings;
    this.ballot = ballot;
    settings.members().forEach(member -> answeredAt.put(member, turn.millis()));
  }

  /// A node wants to read what was acknowledged up to now. Its latest question stands for all
  /// before.
  void asked(NodeId from, AskRead question) {
    var before = waiting.get(from);
    if (before == null
        || before.incarnation() != question.incarnation()
        || before.number() < question.number()) {
      waiting.put(from, question);
    }
  }

  void answered(Turn turn, NodeId from, HeartbeatAck ack, Slot readable) {
    if (!ack.ballot().equals(ballot)) {
      return;
    }
    answeredAt.put(from, turn.millis());
    if (!confirming.isEmpty() && ack.round() >= confirmedFrom) {
      confirmedBy.add(from);
      answerReads(turn, readable);
    }
  }

  /// Whether an accepting quorum still answers; if not, callers had better be told.
  boolean isLost(long nowMillis) {
    var answering =
        settings.members().stream()
            .filter(member -> member.equals(settings.self()) || isAnswering(member, nowMillis))
            .toList();
    return !settings.accepting().isMetBy(answering);
  }

  private boolean isAnswering(NodeId member, long nowMillis) {
    return nowMillis - answeredAt.getOrDefault(member, 0L) < 2L * settings.silenceMillis();
  }

  /// An Accept that leaves now tells it.
  void told(Slot decided) {
    told = decided;
  }

  /// Sends a heartbeat when it is time, when a read waits, or when the others do not know yet how
  /// far the log is decided.
  void endStep(Turn turn, Slot decided, long clockMillis, Slot readable) {
    var confirm = confirming.isEmpty() && !waiting.isEmpty();
    if (confirm || turn.millis() >= deadline()) {
      round++;
      sentAt = turn.millis();
      told = decided;
      turn.sendAll(settings.peers(), new Heartbeat(ballot, decided, clockMillis, round));
    } else if (decided.isAfter(told)) {
      told = decided;
      var tidings = new Heartbeat(ballot, decided, clockMillis, Replica.ANSWERLESS_ROUND);
      turn.sendAll(settings.peers(), tidings);
    }
    if (confirm) {
      confirming.putAll(waiting);
      waiting.clear();
      confirmedFrom = round;
      confirmedBy.clear();
      confirmedBy.add(settings.self());
      answerReads(turn, readable);
    }
  }

  /// A node that canvasses does not hear the leader: it shall.
  void reassure(Turn turn, NodeId node, Slot decided, long clockMillis) {
    turn.send(node, new Heartbeat(ballot, decided, clockMillis, round));
  }

  long deadline() {
    return sentAt + settings.heartbeatMillis();
  }

  private void answerReads(Turn turn, Slot readable) {
    if (!settings.accepting().isMetBy(confirmedBy)) {
      return;
    }
    for (var member : settings.peers()) {
      answerRead(turn, member, readable);
    }
    answerRead(turn, settings.self(), readable);
    confirming.clear();
  }

  private void answerRead(Turn turn, NodeId member, Slot readable) {
    var question = confirming.get(member);
    if (question != null) {
      turn.send(member, new ReadAt(question.incarnation(), question.number(), readable));
    }
  }
}

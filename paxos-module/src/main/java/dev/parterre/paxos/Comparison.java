package dev.parterre.paxos;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.members.NodeId;
import java.util.Collection;
import java.util.List;

/// When states are compared, with whom, and with what consequence. Used by the event loop's thread
/// only.
final class Comparison {

  /// As often as nodes greet each other.
  private static final long HEARTBEATS = 5;

  private final NodeId self;
  private final long everyMillis;
  private final Digests digests;
  private final NodeObserver observer;
  private long comparedAt;

  Comparison(NodeId self, int heartbeatMillis, Digests digests, NodeObserver observer) {
    this.self = self;
    this.everyMillis = HEARTBEATS * heartbeatMillis;
    this.digests = digests;
    this.observer = observer;
  }

  boolean isDue(long nowMillis) {
    return nowMillis - comparedAt >= everyMillis;
  }

  /// What the members are to be told about this node's state.
  List<Envelope> toTell(Collection<NodeId> members, long nowMillis) {
    comparedAt = nowMillis;
    var slot = digests.toTell();
    if (slot == null) {
      return List.of();
    }
    var message = new Message.StateAt(slot, digests.of(slot));
    return members.stream()
        .filter(member -> !member.equals(self))
        .map(member -> new Envelope(self, member, message))
        .toList();
  }

  /// Judges what the members told about their states.
  ///
  /// @throws MustBeReplacedException when the majority of them has a different state than this node
  void judge(Collection<NodeId> members) throws MustBeReplacedException {
    var verdict = digests.judge(members);
    if (verdict == null) {
      return;
    }
    verdict.apart().forEach(peer -> observer.apart(peer, verdict.slot()));
    if (verdict.outvoted()) {
      throw new MustBeReplacedException(
          "after slot %s the state of this replica differs from that of the majority of the members"
                  .formatted(verdict.slot())
              + ": it is wrong here, and this replica must be replaced");
    }
  }
}

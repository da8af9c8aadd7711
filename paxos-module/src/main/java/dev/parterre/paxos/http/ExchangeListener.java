package dev.parterre.paxos.http;

import dev.parterre.paxos.core.NodeId;

/// Hears how the exchanges with the peers go. Called on the transport's own threads; must return at
/// once and not throw.
public interface ExchangeListener {

  /// An exchange that this node asked for ended; its time includes the peer's turn.
  void exchanged(NodeId peer, long nanos, boolean succeeded);

  /// A peer answered that it does not know our secret.
  void refusedBy(NodeId peer);

  /// We refused who called in a peer's name without knowing the secret.
  void strangerRefused(NodeId claimed);

  /// A peer answered that our disk is not the one it knows us by, in a clause: what this node
  /// promised may be lost, and it must not go on.
  void disowned(NodeId peer, String clause);

  /// What a peer said was not listened to because its disk is not the one it had, in a clause.
  void otherDisk(NodeId peer, String clause);
}

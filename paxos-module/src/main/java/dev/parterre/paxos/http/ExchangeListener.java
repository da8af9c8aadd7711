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
}

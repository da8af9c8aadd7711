package dev.parterre.paxos.http;

import dev.parterre.paxos.core.NodeId;

/// Hears how the exchanges with the peers go. Called on the transport's own threads; must return at
/// once and not throw.
public interface ExchangeListener {

  /// An exchange that this node asked for ended; its time includes the peer's turn.
  void exchanged(NodeId peer, long nanos, boolean succeeded);

  /// The peer refused our proof, or we refused one that came under its id: the secrets or the
  /// cluster ids differ.
  void secretRefused(NodeId peer);
}

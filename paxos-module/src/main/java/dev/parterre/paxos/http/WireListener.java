package dev.parterre.paxos.http;

import dev.parterre.paxos.members.NodeId;

/// Told how the connections to the peers fare. Called on the transport's own threads; must return
/// at once and not throw.
public interface WireListener {

  /// A stream was opened, by this node to the peer or by the peer to this node.
  void opened(NodeId peer);

  /// An open stream broke. Not called for one that is closed properly.
  void broken(NodeId peer);

  /// This many frames, with this many bytes in all, were sent to a peer in one write.
  void sent(NodeId peer, int frames, long bytes);

  /// This many frames that belong together, with this many bytes in all, came from a peer.
  void received(NodeId peer, int frames, long bytes);

  /// A message for the peer was dropped, for lack of room or because nothing reaches the peer.
  ///
  /// @param kind of the message, in lower case
  void dropped(NodeId peer, String kind);

  /// A peer answered that it does not know this node's secret.
  void refusedBy(NodeId peer);

  /// A caller in a peer's name that does not know the secret was refused.
  void strangerRefused(NodeId claimed);

  /// What came in a peer's name on an open stream was not sent by the peer, or not in this place; a
  /// clause says what. The stream was closed.
  void forged(NodeId claimed, String clause);

  /// What a peer says about this node's disk; called for each of its answers.
  ///
  /// @param clause why, if it is [DiskVerdict#OTHER]
  void judgedBy(NodeId peer, DiskVerdict verdict, String clause);

  /// A peer is not listened to because it names other founders, as the clause says.
  void otherFounders(NodeId peer, String clause);

  /// A peer is not listened to because its disk is not the one that it had, as the clause says.
  void otherDisk(NodeId peer, String clause);
}

package dev.parterre.paxos.http;

import dev.parterre.paxos.members.NodeId;

/// Hears how it goes with the peers. Called on the transport's own threads; must return at once and
/// not throw.
public interface WireListener {

  /// A stream of the peer was opened by this node, or was opened here by the peer.
  void opened(NodeId peer);

  /// A stream that was open broke. One that is closed in good order is not told.
  void broken(NodeId peer);

  /// So many frames with so many bytes in all went to a peer in one write.
  void sent(NodeId peer, int frames, long bytes);

  /// So many frames with so many bytes in all, which belong together, came from a peer.
  void received(NodeId peer, int frames, long bytes);

  /// A message for the peer was given up, for want of room or because nothing reaches it.
  ///
  /// @param kind of message, in lower case
  void dropped(NodeId peer, String kind);

  /// A peer answered that it does not know our secret.
  void refusedBy(NodeId peer);

  /// We refused who called in a peer's name without knowing the secret.
  void strangerRefused(NodeId claimed);

  /// Something that was said in a peer's name on an open stream was not the peer's, or not its
  /// turn: the stream was broken off. A clause says what.
  void forged(NodeId claimed, String clause);

  /// What a peer says of this node's disk; each time it is asked for something.
  ///
  /// @param clause why, if it is [DiskVerdict#OTHER]
  void judgedBy(NodeId peer, DiskVerdict verdict, String clause);

  /// What a peer said was not listened to because it names other founders, in a clause.
  void otherFounders(NodeId peer, String clause);

  /// What a peer said was not listened to because its disk is not the one it had, in a clause.
  void otherDisk(NodeId peer, String clause);
}

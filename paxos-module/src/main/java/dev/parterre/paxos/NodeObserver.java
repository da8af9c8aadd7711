package dev.parterre.paxos;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Notice;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Watches a node: for metrics and an operator's log. Called on the node's own threads; must return
/// at once and not throw. Every method does nothing unless overridden.
public interface NodeObserver {

  NodeObserver NONE = new NodeObserver() {};

  /// This node now follows (or is) `leader`; null: it knows none. `why` is a clause for a log line.
  default void leaderChanged(@Nullable NodeId leader, Ballot ballot, String why) {}

  /// This node asks for leadership with `ballot`.
  default void electionStarted(Ballot ballot) {}

  /// This node leads and is held up, again and again; it hands over to one that is not.
  default void heldUp(Notice.HeldUp heldUp) {}

  /// All replicas had been down. This one now leads, and the wall clocks of its quorum are so much
  /// further ahead than what it added to the replicated time: whoever knows how long the cluster
  /// was down may add the rest.
  default void timeWithheld(long millis) {}

  /// The log was forced: how long it took, and how many records that made durable.
  default void forced(long nanos, int records) {}

  /// Others are members than before, or will be soon: see [Memberships#LEAD_SLOTS].
  default void membersChanged(Memberships memberships) {}

  /// How long the event loop stood still while the state was captured for a snapshot.
  default void captured(long nanos) {}

  /// A snapshot of all slots up to `slot` is durable here: taken here, or fetched from a peer.
  default void snapshotKept(Slot slot, long bytes, boolean fetched) {}

  /// No snapshot could be written; the one before and the log stay, and it is tried again later.
  default void snapshotFailed(IOException cause) {}

  /// These rules hold from now on: told at the start, too, and when they are not other ones.
  default void ruled(Rules rules) {}

  /// Applying the command with this index failed, on every replica; see [Reply.Failed].
  default void commandFailed(long index, RuntimeException cause) {}

  /// What this slot decided could not be applied here: this node serves nobody until it is passed
  /// over, but votes and learns.
  default void held(Slot slot, Throwable cause) {}

  /// It goes on.
  default void released() {}

  /// A peer, which has applied the same slots, says that it has another state. Told once a peer.
  default void apart(NodeId peer, Slot slot) {}

  /// A slot was applied with so many commands.
  default void applied(int commands) {}

  /// A stream between this node and a peer was opened: each knows the other's secret.
  default void streamOpened(NodeId peer) {}

  /// A stream that was open broke, or could not be opened any more.
  default void streamBroken(NodeId peer) {}

  /// So many frames, of so many bytes of messages, went to a peer at once.
  default void sent(NodeId peer, int frames, long bytes) {}

  /// So many frames, of so many bytes of messages, came from a peer and belong together.
  default void received(NodeId peer, int frames, long bytes) {}

  /// A message to a peer was given up, for want of room or because nothing reaches it.
  ///
  /// @param kind of message, in lower case
  default void dropped(NodeId peer, String kind) {}

  /// What was said in a peer's name on an open stream was not what it sent, in a clause. The stream
  /// was broken off.
  default void forged(NodeId claimed, String clause) {}

  /// A peer objects to this node's disk, in a clause, which is weighed against what the others know
  /// of it. Told each time it does.
  default void objectedTo(NodeId peer, String clause) {}

  /// A peer answered that it does not know our secret.
  default void refusedBy(NodeId peer) {}

  /// We refused who called in a peer's name without knowing the secret.
  default void strangerRefused(NodeId claimed) {}

  /// We refused a peer whose disk is not the one that it had, in a clause: it has forgotten what it
  /// promised, and is to be replaced under a new id.
  default void otherDisk(NodeId peer, String clause) {}

  /// We refused a peer that names other founders of the cluster, in a clause: one of the two was
  /// configured with another list of members, or other quorums, at its first start.
  default void otherFounders(NodeId peer, String clause) {}

  /// The node stopped for good because its disk or an invariant failed, or, with a
  /// [MustBeReplacedException], because it must not be started again on its data.
  default void failed(Throwable cause) {}
}

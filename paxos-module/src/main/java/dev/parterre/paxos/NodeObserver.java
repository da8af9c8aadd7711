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

  /// This node runs for election with `ballot`.
  default void electionStarted(Ballot ballot) {}

  /// This node leads and is held up again and again; it hands over to one that is not.
  default void heldUp(Notice.HeldUp heldUp) {}

  /// All replicas had been down. This one now leads, and the wall clocks of its quorum are this
  /// much ahead of what it added to the replicated time: an operator who knows how long the cluster
  /// was down may add the rest.
  default void timeWithheld(long millis) {}

  /// The log was forced: how long it took, and how many records that made durable.
  default void forced(long nanos, int records) {}

  /// The members have changed, or will in a few slots: see [Memberships#LEAD_SLOTS].
  default void membersChanged(Memberships memberships) {}

  /// How long the event loop stood still while the state was captured for a snapshot.
  default void captured(long nanos) {}

  /// A snapshot of all slots up to `slot` is durable here, whether taken here or fetched from a
  /// peer.
  default void snapshotKept(Slot slot, long bytes, boolean fetched) {}

  /// No snapshot could be written; the previous one and the log are kept, and it is tried again
  /// later.
  default void snapshotFailed(IOException cause) {}

  /// These rules apply from now on. Also called at the start, and when they are the same as before.
  default void ruled(Rules rules) {}

  /// This format level holds from now on; see [FormatLevel]. Told at the start, too.
  default void leveled(int level) {}

  /// Applying the command with this index failed, on every replica; see [Reply.Failed].
  default void commandFailed(long index, RuntimeException cause) {}

  /// The decision of this slot could not be applied here: this node serves nobody until the slot is
  /// passed over, but it votes and learns.
  default void held(Slot slot, Throwable cause) {}

  /// The slot that was held was passed over; this node goes on.
  default void released() {}

  /// A peer that has applied the same slots has a different state. Called once per peer.
  default void apart(NodeId peer, Slot slot) {}

  /// A slot with this many commands was applied.
  default void applied(int commands) {}

  /// A stream between this node and a peer was opened: each knows the other's secret.
  default void streamOpened(NodeId peer) {}

  /// A stream that was open broke, or could not be opened any more.
  default void streamBroken(NodeId peer) {}

  /// This many frames, with this many bytes of messages, were sent to a peer at once.
  default void sent(NodeId peer, int frames, long bytes) {}

  /// This many frames that belong together, with this many bytes of messages, came from a peer.
  default void received(NodeId peer, int frames, long bytes) {}

  /// A message to a peer was dropped, for lack of room or because nothing reaches the peer.
  ///
  /// @param kind of the message, in lower case
  default void dropped(NodeId peer, String kind) {}

  /// What came in a peer's name on an open stream is not what the peer sent; a clause says why. The
  /// stream was closed.
  default void forged(NodeId claimed, String clause) {}

  /// A peer objects to this node's disk, for the reason in the clause, which is weighed against
  /// what the others know about the disk. Called each time it does.
  default void objectedTo(NodeId peer, String clause) {}

  /// A peer answered that it does not know this node's secret.
  default void refusedBy(NodeId peer) {}

  /// A caller in a peer's name that does not know the secret was refused.
  default void strangerRefused(NodeId claimed) {}

  /// A peer was refused because its disk is not the one that it had, as the clause says: it has
  /// forgotten what it promised, and has to be replaced under a new id.
  default void otherDisk(NodeId peer, String clause) {}

  /// A peer was refused because it names other founders of the cluster, as the clause says: one of
  /// the two was configured with another list of members, or other quorums, at its first start.
  default void otherFounders(NodeId peer, String clause) {}

  /// The node stopped for good because its disk or an invariant failed, or, with a
  /// [MustBeReplacedException], because it must not be started again on its data.
  default void failed(Throwable cause) {}
}

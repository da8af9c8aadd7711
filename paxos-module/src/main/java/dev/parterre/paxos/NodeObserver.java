package dev.parterre.paxos;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Memberships;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.core.Slot;
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

  /// A slot was applied with so many commands.
  default void applied(int commands) {}

  /// An exchange with a peer ended.
  default void exchanged(NodeId peer, long nanos, boolean succeeded) {}

  /// A peer answered that it does not know our secret.
  default void refusedBy(NodeId peer) {}

  /// We refused who called in a peer's name without knowing the secret.
  default void strangerRefused(NodeId claimed) {}

  /// We refused a peer whose disk is not the one that it had, in a clause: it has forgotten what it
  /// promised, and is to be replaced under a new id.
  default void otherDisk(NodeId peer, String clause) {}

  /// The node stopped for good because its disk or an invariant failed, or because a peer knows
  /// that its disk has forgotten what it promised.
  default void failed(Throwable cause) {}
}

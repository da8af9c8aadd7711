package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import org.jspecify.annotations.Nullable;

/// What a replica tells the event loop, besides messages, writes and decisions.
public sealed interface Notice {

  /// Reads up to `number` may be answered from a state that has applied `slot`.
  record ReadReady(long number, Slot slot) implements Notice {}

  /// `peer` asks for the decisions from a slot on, which the log holds.
  record CatchUp(NodeId peer, Slot from) implements Notice {}

  /// `peer` has a snapshot of what this node misses.
  record Offered(NodeId peer, Slot slot, long bytes, int checksum) implements Notice {}

  /// `peer` reported the digest of its state at `slot`.
  record StateTold(NodeId peer, Slot slot, long digest) implements Notice {}

  /// The change was decided, or was not even proposed.
  ///
  /// @param objection null when it takes effect
  record ChangeEnded(Change change, Change.@Nullable Objection objection) implements Notice {}

  /// The members have changed.
  record MembersChanged(Memberships memberships) implements Notice {}

  /// This node follows a new leader; null: it knows none.
  record LeaderChanged(@Nullable NodeId leader, Ballot ballot, String why) implements Notice {}

  /// This leader is held up again and again, and hands over to a node that is not.
  ///
  /// @param millis for how long at least, in each of the last windows
  /// @param forceMillis for how long by a force of its disk, likewise
  /// @param successorMillis for how long the successor says that it is held up itself
  record HeldUp(long millis, long forceMillis, NodeId successor, long successorMillis)
      implements Notice {}

  /// All replicas had been down. Their wall clocks are further ahead than the new leader advanced
  /// the replicated time, by this much.
  record TimeWithheld(long millis) implements Notice {}

  /// This node runs for election.
  record ElectionStarted(Ballot ballot) implements Notice {}
}

package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import org.jspecify.annotations.Nullable;

/// What a replica tells the loop around it, besides messages, writes and decisions.
public sealed interface Notice {

  /// Reads up to `number` may be answered from a state that has applied `slot`.
  record ReadReady(long number, Slot slot) implements Notice {}

  /// `peer` asked for what was decided from a slot on: send it what the log holds.
  record CatchUp(NodeId peer, Slot from) implements Notice {}

  /// `peer` has a snapshot of what this node misses.
  record Offered(NodeId peer, Slot slot, long bytes, int checksum) implements Notice {}

  /// `peer` said what its state is at `slot`.
  record StateTold(NodeId peer, Slot slot, long digest) implements Notice {}

  /// The change was decided, or not even proposed.
  ///
  /// @param objection null when it will rule
  record ChangeEnded(Change change, Change.@Nullable Objection objection) implements Notice {}

  /// Others are members than before.
  record MembersChanged(Memberships memberships) implements Notice {}

  /// This node follows another leader than before; null: it knows none.
  record LeaderChanged(@Nullable NodeId leader, Ballot ballot, String why) implements Notice {}

  /// This leader is held up, again and again; it hands over to one that is not.
  ///
  /// @param millis for how long, in each of the last windows
  /// @param forceMillis by a force of the disk
  /// @param successorMillis for how long the other says that it is
  record HeldUp(long millis, long forceMillis, NodeId successor, long successorMillis)
      implements Notice {}

  /// All had been down, and the wall clocks say for how long; they are this much further ahead than
  /// what the new leader added to the replicated time.
  record TimeWithheld(long millis) implements Notice {}

  /// This node asks for the leadership.
  record ElectionStarted(Ballot ballot) implements Notice {}
}

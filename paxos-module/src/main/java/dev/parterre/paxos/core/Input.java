package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.Optional;
import java.util.OptionalLong;

/// What a replica reacts to.
public sealed interface Input {

  /// Time has passed; nothing else happened.
  record Tick() implements Input {}

  /// A caller of this node is waiting for the command.
  record Submitted(Command command) implements Input {}

  /// The caller no longer waits. The command may still be decided.
  record Abandoned(CommandId id) implements Input {}

  /// A caller of this node wants to read; reads are numbered from 1 upwards.
  record ReadAsked(long number) implements Input {}

  /// A message came in, possibly from this node itself: its own vote takes the same path.
  record Received(NodeId from, Message message) implements Input {}

  /// A message from a node that may be out of reach, relayed by another.
  record Relayed(NodeId origin, Message message) implements Input {}

  /// Part of a large message from a peer came in: the peer is alive.
  record Receiving(NodeId peer) implements Input {}

  /// The connection to a peer broke.
  record Unreachable(NodeId peer) implements Input {}

  /// The last force of this node's disk took this long.
  record Forced(long millis) implements Input {}

  /// Somebody wants this member to lead; empty: any member but this node, which is about to stop.
  record HandOver(Optional<NodeId> to) implements Input {}

  /// Somebody wants the members changed.
  record ChangeAsked(Change change) implements Input {}

  /// Somebody wants this decided.
  record DirectiveAsked(Directive directive) implements Input {}

  /// Which rules the state goes by; sent at the start, and whenever they change.
  ///
  /// @param founding empty if they were decided; if not, they come from this node's configuration,
  ///   and it has them decided by this if it leads
  record Ruled(Rules rules, Optional<Directive.FoundRules> founding) implements Input {}

  /// A peer's snapshot has taken the place of all decisions up to `slot`.
  ///
  /// @param memberships as of that slot
  /// @param timeMillis the replicated time as of that slot
  record Installed(Slot slot, Memberships memberships, long timeMillis) implements Input {}

  /// The state machine wants to be told once the replicated time has reached this; empty: it waits
  /// for nothing.
  record Due(OptionalLong timeMillis) implements Input {}
}

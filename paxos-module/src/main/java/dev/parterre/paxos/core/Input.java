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

  /// A caller of this node waits for the command.
  record Submitted(Command command) implements Input {}

  /// The caller waits no longer. The command may still be decided.
  record Abandoned(CommandId id) implements Input {}

  /// A caller of this node wants to read; reads are numbered upwards from 1.
  record ReadAsked(long number) implements Input {}

  /// A message came in. From this node itself, too: its own vote takes the same way.
  record Received(NodeId from, Message message) implements Input {}

  /// A message of a node that may not be heard itself, by way of another.
  record Relayed(NodeId origin, Message message) implements Input {}

  /// A large message of a peer is coming in, of which this node has only a part yet: it lives.
  record Receiving(NodeId peer) implements Input {}

  /// The connection to a peer broke.
  record Unreachable(NodeId peer) implements Input {}

  /// The last force of this node's disk took so long.
  record Forced(long millis) implements Input {}

  /// Somebody wants this member to lead; empty: any other than this node, which is about to stop.
  record HandOver(Optional<NodeId> to) implements Input {}

  /// Somebody wants the members changed.
  record ChangeAsked(Change change) implements Input {}

  /// Somebody wants this decided.
  record DirectiveAsked(Directive directive) implements Input {}

  /// Which rules the state goes by; told at the start, and when they change.
  ///
  /// @param founded whether they were decided; if not, they are this node's configuration, and the
  ///   next leader has them decided
  record Ruled(Rules rules, boolean founded) implements Input {}

  /// A peer's snapshot has taken the place of all decisions up to `slot`.
  ///
  /// @param memberships as of that slot
  /// @param timeMillis the replicated time as of that slot
  record Installed(Slot slot, Memberships memberships, long timeMillis) implements Input {}

  /// The state machine wants the replicated time to be told once it has reached this; if empty, it
  /// waits for nothing.
  record Due(OptionalLong timeMillis) implements Input {}
}

package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Slot;

/// What a replica must find again after a crash. The last record of a kind (for a slot) holds.
public sealed interface LogRecord {

  /// The acceptor will not accept below this ballot.
  record Promised(Ballot ballot) implements LogRecord {}

  /// The acceptor accepted this; it has thereby also promised its ballot.
  record AcceptedValue(PValue pvalue) implements LogRecord {}

  /// Learned from another replica that this was decided; holds above anything accepted in the slot.
  record Learned(Decision decision) implements LogRecord {}

  /// All slots up to this one are decided, each as its last [AcceptedValue] or [Learned] says.
  /// Binds nobody: it need not be forced, and a lost one is only learned again.
  record DecidedUpTo(Slot slot) implements LogRecord {}

  /// Whether this node's word to others rests on the record, so that it must be forced first.
  default boolean binds() {
    return !(this instanceof DecidedUpTo);
  }
}

package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Slot;

/// What a replica must find again after a crash. The last record of a kind (and slot) counts.
public sealed interface LogRecord {

  /// The acceptor will not accept below this ballot.
  record Promised(Ballot ballot) implements LogRecord {}

  /// The acceptor accepted this; it has thereby also promised its ballot.
  record AcceptedValue(PValue pvalue) implements LogRecord {}

  /// Learned from another replica that this was decided; overrides anything accepted in the slot.
  record Learned(Decision decision) implements LogRecord {}

  /// All slots up to this one are decided, each as its last [AcceptedValue] or [Learned] says. It
  /// commits this node to nothing, so it need not be forced: what a lost one said is learned again.
  record DecidedUpTo(Slot slot) implements LogRecord {}

  /// Whether the record commits this node to something that others rely on, so that it must be
  /// forced before they are told.
  default boolean binds() {
    return !(this instanceof DecidedUpTo);
  }
}

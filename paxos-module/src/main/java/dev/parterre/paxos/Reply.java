package dev.parterre.paxos;

/// What came of a submitted command.
public sealed interface Reply {

  /// Decided, durable on a quorum and applied here. If it was applied earlier under the same id,
  /// with the index and the outcome of that time.
  ///
  /// @param index the number of commands applied when it was, itself included
  record Applied(long index, byte[] outcome) implements Reply {}

  /// Decided, but applying it failed, on every replica alike, and it will not be tried again under
  /// this id. Nothing was changed, provided that the state machine keeps its contract.
  ///
  /// @param index as in [Applied]
  record Failed(long index) implements Reply {}

  /// The id was used before with another fingerprint. Nothing was done.
  record Reused() implements Reply {}

  /// A command with the same id is already waiting at this node. Nothing was done.
  record InProgress() implements Reply {}

  /// Refused before it left this node: there is no leader, or the node is overloaded or has
  /// stopped.
  record Unavailable() implements Reply {}

  /// The deadline passed: the command may or may not take effect. Asking again under the same id is
  /// safe.
  record OutcomeUnknown() implements Reply {}
}

package dev.parterre.paxos;

/// What became of a submitted command.
public sealed interface Reply {

  /// Decided, durable on a quorum and applied here; or applied earlier under the same id, then with
  /// the index and the outcome of that time.
  ///
  /// @param index the number of commands applied when it was, itself included
  record Applied(long index, byte[] outcome) implements Reply {}

  /// Decided, and tried: applying it failed, on every replica alike, and it will not be tried again
  /// under this id. Nothing was done, as far as the state machine keeps its word.
  ///
  /// @param index as of [Applied]
  record Failed(long index) implements Reply {}

  /// The id was used before, with another fingerprint. Nothing was done.
  record Reused() implements Reply {}

  /// The same id is waiting for its outcome at this node. Nothing was done.
  record InProgress() implements Reply {}

  /// Refused before it left this node: no leader was to be found, the node is overloaded or
  /// stopped.
  record Unavailable() implements Reply {}

  /// The deadline passed: it may or may not take effect. Asking again under the same id is safe.
  record OutcomeUnknown() implements Reply {}
}

package dev.parterre.paxos;

/// What became of a read.
public sealed interface Answer<R> {

  /// @param index the number of commands applied in the state that `value` shows
  record Found<R>(long index, R value) implements Answer<R> {}

  /// Within the deadline, no quorum confirmed the read, or the state did not get that far.
  record Unavailable<R>() implements Answer<R> {}
}

package dev.parterre.paxos;

/// What became of a read.
public sealed interface Answer<R> {

  /// @param index the number of commands applied in the state that `value` shows
  record Found<R>(long index, R value) implements Answer<R> {}

  /// No quorum confirmed it, or the state did not get that far, within the deadline.
  record Unavailable<R>() implements Answer<R> {}
}

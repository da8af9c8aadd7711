package dev.parterre.paxos.simulation;

/// A fault put into the algorithm on purpose: a simulation that does not find it proves nothing.
public enum Mutant {
  /// The algorithm as it is.
  NONE,
  /// What others rely on is said before it is on the disk.
  REPLY_BEFORE_FORCE,
  /// A restarted acceptor does not remember its promise.
  PROMISE_FORGOTTEN,
  /// Fewer than a majority are taken for a quorum that accepts, where there are three or more.
  MINORITY_QUORUM
}

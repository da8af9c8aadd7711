package dev.parterre.paxos.crash;

/// A place in the course of a node at which its process can be made to end. What is said counts
/// where it is said to others: a node's word to itself does not leave it.
public enum CrashPoint {
  BEFORE_PREPARE,
  AFTER_PREPARE,
  BEFORE_PROMISE,
  AFTER_PROMISE,
  BEFORE_ACCEPT,
  AFTER_ACCEPT,
  BEFORE_ACCEPTED,
  AFTER_ACCEPTED,
  /// A leader is about to tell the others that a slot is decided; a follower, to note it.
  BEFORE_DECIDE,
  AFTER_DECIDE,
  /// Records are about to be appended to the log.
  BEFORE_WRITE,
  AFTER_WRITE,
  BEFORE_FORCE,
  AFTER_FORCE,
  /// A snapshot is complete beside the one before, and has not got its name.
  BEFORE_RENAME,
  AFTER_RENAME
}

package dev.parterre.paxos.crash;

/// A point in the course of a node at which its process can be made to end. Only messages to others
/// count: those to itself do not leave the node.
public enum CrashPoint {
  BEFORE_PREPARE,
  AFTER_PREPARE,
  BEFORE_PROMISE,
  AFTER_PROMISE,
  BEFORE_ACCEPT,
  AFTER_ACCEPT,
  BEFORE_ACCEPTED,
  AFTER_ACCEPTED,
  /// A leader is about to tell the others that a slot is decided, or a follower to record it.
  BEFORE_DECIDE,
  AFTER_DECIDE,
  /// Records are about to be appended to the log.
  BEFORE_WRITE,
  AFTER_WRITE,
  BEFORE_FORCE,
  AFTER_FORCE,
  /// A snapshot is complete, but does not have its name yet.
  BEFORE_RENAME,
  AFTER_RENAME
}

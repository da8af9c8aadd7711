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
  MINORITY_QUORUM,
  /// A force that failed is taken for one that did not.
  FORCE_ERROR_IGNORED,
  /// Of a write that was torn, what is there is taken for what was written.
  TORN_WRITE_READ,
  /// A node whose disk was damaged starts with what is left.
  DAMAGE_IGNORED,
  /// A restarted node numbers its reads as before it.
  INCARNATION_REUSED,
  /// A node that lost its disk comes back under its old id, with an empty one.
  WIPED_DISK_VOTES,
  /// The real log's force does nothing.
  REAL_FORCE_SKIPPED,
  /// What is passed on does not say how old it is, so that a late copy is taken for a new one.
  AGE_FORGOTTEN,
  /// The transport does not learn of members that came after its start.
  MEMBERS_NOT_REACHED,
  /// A peer on an empty or an older disk is listened to.
  FORGETFUL_DISK_HEARD,
  /// What is still on its way is queued once more, as often as it is sent again.
  COPIES_QUEUED,
  /// A node that is cut off from one says nothing to any.
  SILENT_WHEN_PARTLY_CUT,
  /// After a snapshot that failed no other is written.
  ASIDE_STUCK,
  /// Nobody says that it is held up less than the leader.
  LEADS_ON,

  /// Who promises reads a later time than it carries on.
  TIME_LEAPS
}

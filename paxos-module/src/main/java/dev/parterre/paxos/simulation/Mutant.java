package dev.parterre.paxos.simulation;

/// A fault that is put into the algorithm on purpose: a simulation that does not find it proves
/// nothing.
public enum Mutant {
  /// The algorithm as it is.
  NONE,
  /// What others rely on is sent before it is on disk.
  REPLY_BEFORE_FORCE,
  /// A restarted acceptor does not remember its promise.
  PROMISE_FORGOTTEN,
  /// With three members or more, fewer than a majority count as an accepting quorum.
  MINORITY_QUORUM,
  /// A failed force counts as a success.
  FORCE_ERROR_IGNORED,
  /// What is left of a torn write counts as what was written.
  TORN_WRITE_READ,
  /// A node whose disk was damaged starts with what is left.
  DAMAGE_IGNORED,
  /// A restarted node uses the numbers of its earlier reads again.
  INCARNATION_REUSED,
  /// A node that lost its disk comes back under its old id, with an empty disk.
  WIPED_DISK_VOTES,
  /// The real log's force does nothing.
  REAL_FORCE_SKIPPED,
  /// Forwarded commands do not say how old they are, so that a late copy counts as new.
  AGE_FORGOTTEN,
  /// The transport does not learn about members that are added after it started.
  MEMBERS_NOT_REACHED,
  /// A peer on an empty or an older disk is listened to.
  FORGETFUL_DISK_HEARD,
  /// What is still on its way is queued again with each resend.
  COPIES_QUEUED,
  /// A node that is cut off from one other sends nothing to anybody.
  SILENT_WHEN_PARTLY_CUT,
  /// After a failed snapshot no other is written.
  ASIDE_STUCK,
  /// No node reports that it is held up less than the leader.
  LEADS_ON,
  /// A node says that it reads a newer format than its program does.
  LEVEL_PRETENDED,

  /// A promise carries a later time than its sender carries on.
  TIME_LEAPS
}

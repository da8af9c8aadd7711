package dev.parterre.paxos;

import dev.parterre.paxos.members.Change;

/// What became of a change of the members that was asked for.
public sealed interface MembershipReply {

  /// It is decided, and has taken effect: a member that was removed is no longer needed.
  record Changed() implements MembershipReply {}

  /// Nothing changed.
  record Refused(Change.Objection objection) implements MembershipReply {}

  /// Nobody answered in time. Asking again is safe: a change that was made is refused the second
  /// time.
  record OutcomeUnknown() implements MembershipReply {}
}

package dev.parterre.paxos;

import dev.parterre.paxos.members.Change;

/// What became of a change of the members that was asked for.
public sealed interface MembershipReply {

  /// It is decided, and has taken effect: a member that was removed is no longer needed.
  record Changed() implements MembershipReply {}

  /// This request changed nothing. If the objection [may follow a
  /// success][Change.Objection#mayFollowSuccess()], an earlier one may have; then it has taken
  /// effect, and a member that was removed is no longer needed.
  record Refused(Change.Objection objection) implements MembershipReply {}

  /// Nobody answered in time, or a member that was removed may still be needed. Asking again is
  /// safe: a change that was made is refused the second time.
  record OutcomeUnknown() implements MembershipReply {}
}

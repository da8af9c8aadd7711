package dev.parterre.paxos;

import dev.parterre.paxos.members.Change;

/// What became of a change of the members that was asked for.
public sealed interface MembershipReply {

  /// It is decided, and it rules: a member that was removed is not needed any more.
  record Changed() implements MembershipReply {}

  /// Nothing changed.
  record Refused(Change.Objection objection) implements MembershipReply {}

  /// Nobody answered in time. To ask again is safe: a change that was made is refused the second
  /// time.
  record OutcomeUnknown() implements MembershipReply {}
}

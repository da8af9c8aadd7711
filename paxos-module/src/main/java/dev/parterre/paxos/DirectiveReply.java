package dev.parterre.paxos;

/// What became of a directive that was asked for.
public sealed interface DirectiveReply {

  /// It is decided, and has been applied here, now or before.
  record Done() implements DirectiveReply {}

  /// Nothing was done; the reason is a sentence.
  record Refused(String reason) implements DirectiveReply {}

  /// Nobody answered in time. Asking again is safe.
  record OutcomeUnknown() implements DirectiveReply {}
}

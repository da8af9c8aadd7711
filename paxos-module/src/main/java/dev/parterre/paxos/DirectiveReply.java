package dev.parterre.paxos;

/// What became of a directive that was asked for.
public sealed interface DirectiveReply {

  /// It is decided and was obeyed here; or it had been.
  record Done() implements DirectiveReply {}

  /// Nothing was done, for a reason in a sentence.
  record Refused(String reason) implements DirectiveReply {}

  /// Nobody answered in time. To ask again is safe.
  record OutcomeUnknown() implements DirectiveReply {}
}

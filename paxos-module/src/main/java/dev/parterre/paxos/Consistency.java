package dev.parterre.paxos;

/// How fresh the state must be that a query is asked of.
public sealed interface Consistency {

  /// It holds every command that was acknowledged anywhere before the question.
  record Linearizable() implements Consistency {}

  /// This node's own state, as soon as it has applied so many commands; it may be old.
  record AtLeast(long index) implements Consistency {}

  /// This node's own state as it is, which may be old.
  static Consistency local() {
    return new AtLeast(0);
  }
}

package dev.parterre.paxos;

/// How recent the state must be that a query is run against.
public sealed interface Consistency {

  /// The state holds every command that was acknowledged anywhere before the query.
  record Linearizable() implements Consistency {}

  /// This node's own state, as soon as it has applied this many commands; it may be old.
  record AtLeast(long index) implements Consistency {}

  /// This node's own state as it is; it may be old.
  static Consistency local() {
    return new AtLeast(0);
  }
}

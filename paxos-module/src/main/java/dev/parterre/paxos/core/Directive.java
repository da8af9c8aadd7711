package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Slot;

/// What operators, or the program itself, decide about the replicated state, in a slot of its own.
/// Asking for one again is safe: the second time, it changes nothing.
public sealed interface Directive {

  /// The rules of a cluster that has none yet, as configured on its first leader, and the format
  /// level that it begins at. Of several, the first one decided counts, so that founders with
  /// different configurations arrive at one state.
  record FoundRules(Rules rules, int level) implements Directive {}

  /// From here on the state may hold what this format level allows: every member reads it.
  record RaiseLevel(int level) implements Directive {}

  /// From here on every replica goes by these rules.
  record SetRules(Rules rules) implements Directive {}

  /// Replicas that could not apply the decision of this earlier slot go on without it; its commands
  /// count as failed.
  record PassOver(Slot slot) implements Directive {}

  /// The replicated time is at least this.
  record AdvanceTime(long toMillis) implements Directive {}
}

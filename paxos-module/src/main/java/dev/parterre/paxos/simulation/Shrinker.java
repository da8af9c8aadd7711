package dev.parterre.paxos.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks for a smaller script that breaks the same invariant: leaves out halves, quarters and
/// finally single happenings, as long as what is left still breaks it (Zeller's *ddmin*).
final class Shrinker {

  private static final int RUNS_MAX = 500;

  private final long seed;
  private final Mutant mutant;
  private final String invariant;
  private Script script;
  private int runs;

  private Shrinker(long seed, Script script, Mutant mutant, String invariant) {
    this.seed = seed;
    this.script = script;
    this.mutant = mutant;
    this.invariant = invariant;
  }

  /// @param script one that breaks an invariant
  /// @return the smallest part of it that was found to break the same invariant
  static Script shrink(long seed, Script script, Mutant mutant) {
    var invariant = broken(seed, script, mutant);
    if (invariant == null) {
      throw new IllegalArgumentException("seed " + seed + " breaks nothing");
    }
    return new Shrinker(seed, script, mutant, invariant).shrink();
  }

  private Script shrink() {
    for (var part = script.happenings().size(); part > 0; part /= 2) {
      var before = script.happenings().size();
      leaveOut(part);
      if (part == 1 && script.happenings().size() < before) {
        part = 2;
      }
    }
    return script;
  }

  /// Leaves out each sequence of so many happenings that is not needed.
  private void leaveOut(int part) {
    for (var from = 0; from < script.happenings().size() && runs < RUNS_MAX; ) {
      var fewer = script.with(without(script.happenings(), from, from + part));
      runs++;
      if (invariant.equals(broken(seed, fewer, mutant))) {
        script = fewer;
      } else {
        from += part;
      }
    }
  }

  private static List<Happening> without(List<Happening> all, int from, int to) {
    var rest = new ArrayList<>(all.subList(0, from));
    rest.addAll(all.subList(Math.min(to, all.size()), all.size()));
    return rest;
  }

  /// The invariant that a run breaks, without saying where; null: none.
  static @Nullable String broken(long seed, Script script, Mutant mutant) {
    try {
      Simulation.run(seed, script, mutant);
      return null;
    } catch (RuntimeException broken) {
      return broken.toString().replaceAll("(Violation: [^:]*):.*", "$1").replaceAll("\\d+", "#");
    }
  }
}

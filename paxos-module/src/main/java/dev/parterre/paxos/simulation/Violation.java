package dev.parterre.paxos.simulation;

/// An invariant of the papers does not hold in a run.
final class Violation extends RuntimeException {

  private static final long serialVersionUID = 1;

  Violation(String invariant) {
    super(invariant);
  }

  static void check(boolean holds, String invariant) {
    if (!holds) {
      throw new Violation(invariant);
    }
  }
}

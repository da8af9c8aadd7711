package dev.parterre.reservation.boxoffice;

/// Checks conditions that must be true whatever clients ask for. If one is not, the program is
/// wrong: the command fails on every replica alike, and changes nothing.
final class Invariant {

  private Invariant() {}

  static void check(boolean holds, String invariant) {
    if (!holds) {
      throw new IllegalStateException("broken invariant: " + invariant);
    }
  }
}

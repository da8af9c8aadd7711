package dev.parterre.reservation.boxoffice;

/// What holds whatever anybody asks for. Where it does not, the program is wrong: the command
/// fails, on every replica alike, and changes nothing.
final class Invariant {

  private Invariant() {}

  static void check(boolean holds, String invariant) {
    if (!holds) {
      throw new IllegalStateException("broken invariant: " + invariant);
    }
  }
}

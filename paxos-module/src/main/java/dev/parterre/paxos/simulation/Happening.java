package dev.parterre.paxos.simulation;

/// A fault and its time.
///
/// @param number the number of this happening in the script that the seed draws
/// @param atMillis since the beginning, not counting blackouts
record Happening(int number, int atMillis, Fault fault) {

  @Override
  public String toString() {
    return "%4d. at %6d ms: %s".formatted(number, atMillis, fault);
  }
}

package dev.parterre.paxos.simulation;

/// The present condition of one direction between two nodes.
final class Line {

  /// So wide that no message takes any time.
  static final int WIDE = Integer.MAX_VALUE;

  int cuts;
  int clogs;
  int bytesPerMilli = WIDE;

  /// How long this many bytes take.
  long micros(long bytes) {
    return bytesPerMilli == WIDE ? 0 : bytes * 1000 / bytesPerMilli;
  }

  void heal() {
    cuts = 0;
    clogs = 0;
    bytesPerMilli = WIDE;
  }
}

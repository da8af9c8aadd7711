package dev.parterre.paxos.simulation;

/// One direction between two nodes, as it is now.
final class Line {

  /// Wide enough that no message takes time.
  static final int WIDE = Integer.MAX_VALUE;

  int cuts;
  int clogs;
  int bytesPerMilli = WIDE;

  /// How long so many bytes take.
  long micros(long bytes) {
    return bytesPerMilli == WIDE ? 0 : bytes * 1000 / bytesPerMilli;
  }

  void heal() {
    cuts = 0;
    clogs = 0;
    bytesPerMilli = WIDE;
  }
}

package dev.parterre.reservation.cluster;

import dev.parterre.paxos.MustBeReplacedException;

/// How a replica's process ends that ends by itself, told to whoever watches over it: whether to
/// start it again is theirs to decide. Of the numbers that `sysexits.h` gives a meaning, since
/// small ones have another for the JVM: it ends with 3 when it is out of memory.
enum ExitCode {
  /// It failed: its disk, or what must never happen. Once that is mended it may be started again.
  FAILED(74),

  /// It must be replaced: to start it again on its data cannot help.
  REFUSED(77),

  /// It cannot start as it is configured, or on what lies in its data directory.
  MISCONFIGURED(78);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /// Of a node that stopped for good.
  static ExitCode of(Throwable cause) {
    return cause instanceof MustBeReplacedException ? REFUSED : FAILED;
  }

  int number() {
    return number;
  }
}

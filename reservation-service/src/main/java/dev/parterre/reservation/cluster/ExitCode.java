package dev.parterre.reservation.cluster;

import dev.parterre.paxos.MustBeReplacedException;

/// The exit codes of a replica's process that ends by itself: they tell its supervisor whether to
/// start it again. They are taken from `sysexits.h`, since small numbers have other meanings for
/// the JVM: it exits with 3 when it is out of memory.
enum ExitCode {
  /// Its disk or an invariant failed. It may be started again once the cause is removed.
  FAILED(74),

  /// It must be replaced: starting it again on its data cannot help.
  REFUSED(77),

  /// It cannot start with its configuration, or with what is in its data directory.
  MISCONFIGURED(78);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /// The code for a node that stopped for good.
  static ExitCode of(Throwable cause) {
    return cause instanceof MustBeReplacedException ? REFUSED : FAILED;
  }

  int number() {
    return number;
  }
}

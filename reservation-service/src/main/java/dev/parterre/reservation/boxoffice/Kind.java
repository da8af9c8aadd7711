package dev.parterre.reservation.boxoffice;

/// What is counted in the digest of the state, each kind by a number of its own, so that two kinds
/// of entries that say the same differ. A number is never given to another kind.
enum Kind {
  VENUE(1),
  OFFER(2),
  SEAT(3),
  HOLD(4),
  ENDED_HOLD(5),
  RESERVATION(6),
  COUNTERS(7),
  CANCELLED_RESERVATION(8),
  SEAL(9),
  BLOCK(10);

  final int code;

  Kind(int code) {
    this.code = code;
  }
}

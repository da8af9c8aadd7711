package dev.parterre.reservation.boxoffice;

/// The kinds of entries in the digest of the state. The code makes entries of two kinds differ even
/// if their fields are equal. A code is never reused for another kind.
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
  BLOCK(10),
  DISCOUNT(11),
  PARTY(12),
  ENDED_PARTY(13),
  CALLING(14),
  TICKET_KEY(15),
  ADMISSION(16);

  final int code;

  Kind(int code) {
    this.code = code;
  }
}

package dev.parterre.reservation.boxoffice;

/// What became of a hold that is no more.
public enum HoldEnd {
  /// Its time ran out, or it was given back.
  OVER,
  /// Its seats were reserved.
  RESERVED
}

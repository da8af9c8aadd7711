package dev.parterre.reservation.boxoffice;

/// How a hold ended.
public enum HoldEnd {
  /// It ran out or was released.
  OVER,
  /// Its seats were reserved.
  RESERVED
}

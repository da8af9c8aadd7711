package dev.parterre.reservation.boxoffice;

import java.util.Locale;

/// Whether a seat is free and, if not, why. The order of the constants is part of the format of
/// outcomes and of the digest.
public enum SeatStatus {
  FREE,
  HELD,
  RESERVED,
  BLOCKED;

  private static final SeatStatus[] VALUES = values();

  private final String word = name().toLowerCase(Locale.ROOT);

  public static SeatStatus of(int code) {
    return VALUES[code];
  }

  public byte code() {
    return (byte) ordinal();
  }

  /// The status as the API names it.
  public String word() {
    return word;
  }
}

package dev.parterre.reservation.boxoffice;

import java.util.Locale;

/// What can be the matter with a seat. The order is part of the commands' and outcomes' format.
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

  public String word() {
    return word;
  }
}

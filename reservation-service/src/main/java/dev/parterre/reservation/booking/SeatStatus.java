package dev.parterre.reservation.booking;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What can be the matter with a seat. The order is part of the commands' and outcomes' format.
enum SeatStatus {
  FREE,
  HELD,
  RESERVED,
  BLOCKED;

  private static final SeatStatus[] VALUES = values();

  private final String word = name().toLowerCase(Locale.ROOT);

  static SeatStatus of(int code) {
    return VALUES[code];
  }

  byte code() {
    return (byte) ordinal();
  }

  @JsonValue
  String word() {
    return word;
  }
}

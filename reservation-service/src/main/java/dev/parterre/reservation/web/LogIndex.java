package dev.parterre.reservation.web;

import java.util.OptionalLong;

/// The header that says how many commands had been applied in the state that an answer shows.
public final class LogIndex {

  public static final String HEADER = "Log-Index";

  private LogIndex() {}

  /// Reads an index that a client sent; empty if it is not a whole number from 0 to 2^63 - 1.
  public static OptionalLong read(String text) {
    if (!text.matches("[0-9]{1,19}")) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }
}

package dev.parterre.reservation.web;

import java.util.OptionalLong;

/// The header that says how many commands had been applied in the state that an answer shows.
public final class LogIndex {

  public static final String HEADER = "Log-Index";

  private LogIndex() {}

  /// What a client says an index is; empty if it is none, which is a whole number below 2^63.
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

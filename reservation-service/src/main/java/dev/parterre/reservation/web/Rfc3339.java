package dev.parterre.reservation.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads a time in the format of RFC 3339, with seconds and an offset, and truncates it to
/// milliseconds. Java's own parser also takes times without seconds and years beyond 9999.
public final class Rfc3339 {

  private static final String TIME =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?";

  private static final Pattern WITHOUT_OFFSET = Pattern.compile(TIME);
  private static final Pattern WHOLE = Pattern.compile(TIME + "([Zz]|[+-][0-9]{2}:[0-9]{2})");

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Rfc3339() {}

  /// In UTC, always with three digits for the milliseconds.
  public static String write(Instant time) {
    return MILLISECONDS.format(time);
  }

  /// @throws IllegalArgumentException if it is not such a time, with a sentence that clients may
  ///   see
  public static Instant read(String text) {
    if (WITHOUT_OFFSET.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "A time needs an offset from UTC at its end: \"Z\", or one such as \"+01:00\".");
    }
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "This must be a time such as \"2026-12-24T19:30:00.000Z\".");
    }
    var time = parse(text);
    // An offset may move a time out of the years 0 to 9999.
    if (time.isBefore(FIRST) || !time.isBefore(END)) {
      throw new IllegalArgumentException("The year, in UTC, must have four digits.");
    }
    return time;
  }

  private static Instant parse(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException none) {
      throw new IllegalArgumentException(
          "There is no such day, time of day, or offset from UTC.", none);
    }
  }
}

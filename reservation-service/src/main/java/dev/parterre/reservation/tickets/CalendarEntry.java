package dev.parterre.reservation.tickets;

import dev.parterre.reservation.boxoffice.Bill;
import dev.parterre.reservation.boxoffice.Reservation;
import dev.parterre.reservation.boxoffice.TicketCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

/// Writes a reservation as an entry for a calendar, by [RFC
/// 5545](https://www.rfc-editor.org/rfc/rfc5545).
public final class CalendarEntry {

  private static final int LINE_BYTES = 75;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final StringBuilder out = new StringBuilder();

  private CalendarEntry() {}

  /// @param now the time of the answer: a later one is a newer version of the entry
  public static String of(Reservation reservation, Bill bill, String venue, Instant now) {
    var entry = new CalendarEntry();
    var terms = bill.offer().event().terms();
    var code = TicketCode.of(reservation.number());
    var seats = bill.lines().stream().map(Bill.Line::label).collect(Collectors.joining("\n"));
    entry.line("BEGIN", "VCALENDAR");
    entry.line("VERSION", "2.0");
    entry.line("PRODID", "-//Parterre//Parterre//EN");
    entry.line("BEGIN", "VEVENT");
    entry.line("UID", code + "-" + reservation.eventId() + "@parterre.dev");
    entry.line("DTSTAMP", time(now));
    var created = Instant.ofEpochMilli(reservation.createdAtMillis());
    long sequence = Math.max(0, Duration.between(created, now).toMinutes());
    entry.line("SEQUENCE", Long.toString(sequence));
    entry.line("DTSTART", time(terms.startsAt()));
    entry.line("SUMMARY", escaped(terms.name()));
    entry.line("LOCATION", escaped(venue));
    entry.line("DESCRIPTION", escaped(seats + "\n" + code));
    boolean isOff = reservation.cancelled() || bill.offer().event().isCancelled();
    entry.line("STATUS", isOff ? "CANCELLED" : "CONFIRMED");
    entry.line("END", "VEVENT");
    entry.line("END", "VCALENDAR");
    return entry.out.toString();
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }

  private static String escaped(String text) {
    return text.lines()
        .map(Wrapping::visible)
        .map(line -> line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,"))
        .collect(Collectors.joining("\\n"));
  }

  /// Folds what is too long, between characters.
  private void line(String name, String value) {
    var line = name + ":" + value;
    int bytes = 0;
    for (int at = 0; at < line.length(); ) {
      int letter = line.codePointAt(at);
      var text = Character.toString(letter);
      int size = text.getBytes(StandardCharsets.UTF_8).length;
      if (bytes + size > LINE_BYTES) {
        out.append("\r\n ");
        bytes = 1;
      }
      out.append(text);
      bytes += size;
      at += text.length();
    }
    out.append("\r\n");
  }
}

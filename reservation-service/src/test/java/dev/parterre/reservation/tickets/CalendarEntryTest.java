package dev.parterre.reservation.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.Bill;
import dev.parterre.reservation.boxoffice.Fixtures;
import dev.parterre.reservation.boxoffice.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The rules of RFC 5545 that lenient programs do not check, and strict ones do.
class CalendarEntryTest {

  private static final Instant NOW = Instant.parse("2027-01-15T09:00:00Z");

  private static String entry(String venue) {
    Samples.Sold sold = Samples.sold(Fixtures.seats("0-0", "0-1"));
    Bill bill = sold.bill();
    return CalendarEntry.of(sold.reservation(), bill, venue, NOW);
  }

  @Test
  void lines_are_folded_between_characters_and_end_with_carriage_returns() {
    var entry = entry("Ränge 漢字 😀 ".repeat(20));

    assertThat(entry).endsWith("END:VCALENDAR\r\n").doesNotContain("METHOD");
    assertThat(entry.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
    assertThat(entry.split("\r\n"))
        .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75)
        .allMatch(line -> !line.contains("\ufffd"));
    assertThat(entry.replace("\r\n ", "")).contains("LOCATION:" + "Ränge 漢字 😀 ".repeat(20));
  }

  @Test
  void what_has_a_meaning_is_escaped_and_no_line_can_be_smuggled_in() {
    var entry = entry("Hall; A, B \\ C\rATTENDEE:mailto:x@example.org\u0007");

    assertThat(entry)
        .contains("LOCATION:Hall\\; A\\, B \\\\ C\\nATTENDEE:mailto:x@example.org \r\n")
        .doesNotContain("\r\nATTENDEE");
  }

  @Test
  void a_later_answer_is_a_newer_version_of_the_same_entry() {
    var entry = entry("Burg");

    assertThat(entry)
        .contains("\r\nDTSTAMP:20270115T090000Z\r\n", "\r\nSEQUENCE:60\r\n")
        .contains("\r\nDTSTART:20990101T190000Z\r\n", "\r\nSTATUS:CONFIRMED\r\n");
  }
}

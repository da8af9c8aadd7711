package dev.parterre.reservation.tickets;

import dev.parterre.reservation.catalog.EventTerms;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// What all tickets of a reservation have in common in print.
///
/// @param when in the venue's time zone, or else in UTC
/// @param holder the customer's name
public record Occasion(String event, String when, String venue, String code, String holder) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, HH:mm (zzz)", Locale.ENGLISH);

  private static final ZoneId UTC = ZoneId.of("UTC");

  public static Occasion of(EventTerms terms, String venue, String code, String holder) {
    var zone = terms.timeZone().map(Occasion::zone).orElse(UTC);
    var when = TIME.format(terms.startsAt().atZone(zone));
    return new Occasion(terms.name(), when, venue, code, holder);
  }

  /// A zone that this Java does not know any more is better than none.
  private static ZoneId zone(String name) {
    return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : UTC;
  }

  /// The small print of a ticket.
  List<String> details(Ticket ticket) {
    var type =
        ticket.type().isEmpty() ? ticket.category() : ticket.category() + ", " + ticket.type();
    return List.of(venue, when, type + " · " + ticket.price(), holder);
  }
}

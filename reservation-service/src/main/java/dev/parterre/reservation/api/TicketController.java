package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.ReservationId;
import dev.parterre.reservation.tickets.CalendarEntry;
import dev.parterre.reservation.tickets.TicketPdf;
import dev.parterre.reservation.tickets.TicketSvg;
import dev.parterre.reservation.web.LogIndex;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import dev.parterre.reservation.web.ReadMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Shows the tickets of a reservation: as tokens, on paper, as pictures, and in a calendar.
@RestController
@RequestMapping(Answers.API + "/reservations/{reservationId}")
final class TicketController {

  private static final String PDF = "application/pdf";
  private static final String SVG = "image/svg+xml";
  private static final String CALENDAR = "text/calendar";

  /// Whoever sees a ticket can come in with it.
  private static final String NO_STORE = "no-store";

  private final Issuing issuing;

  /// A hundred tickets take a processor for a tenth of a second.
  private final NarrowDoor door = new NarrowDoor();

  TicketController(Issuing issuing) {
    this.issuing = issuing;
  }

  private record TicketsView(List<TicketView> tickets) {}

  @GetMapping("/tickets")
  ResponseEntity<TicketsView> tickets(@PathVariable String reservationId, ReadMode mode) {
    var issued = issuing.issue(ReservationId.of(reservationId), mode);
    var views = issued.tickets().stream().map(it -> TicketView.of(it, issued.sign(it))).toList();
    return ResponseEntity.ok()
        .header(LogIndex.HEADER, Long.toString(issued.printed().index()))
        .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .body(new TicketsView(views));
  }

  @GetMapping(path = "/tickets.pdf", produces = PDF)
  ResponseEntity<byte[]> pdf(@PathVariable String reservationId, ReadMode mode) {
    var issued = issuing.issue(ReservationId.of(reservationId), mode);
    byte[] pdf = door.alone(() -> pdf(issued));
    return file(issued.printed().index(), PDF, "tickets.pdf", pdf);
  }

  private static byte[] pdf(Issuing.Issued issued) {
    var out = new ByteArrayOutputStream();
    try {
      TicketPdf.write(issued.printed().occasion(), issued.tickets(), issued::sign, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /// @param n counted from 1, in the order of [#tickets]
  @GetMapping(path = "/tickets/{n}.svg", produces = SVG)
  ResponseEntity<byte[]> svg(
      @PathVariable String reservationId, @PathVariable String n, ReadMode mode) {
    var issued = issuing.issue(ReservationId.of(reservationId), mode);
    int at = n.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(n) : 0;
    if (at == 0 || at > issued.tickets().size()) {
      throw new ProblemException(Problem.NOT_FOUND, "The reservation has no such ticket.")
          .with(LogIndex.HEADER, issued.printed().index());
    }
    var ticket = issued.tickets().get(at - 1);
    var svg = TicketSvg.draw(issued.printed().occasion(), ticket, issued.sign(ticket));
    return file(issued.printed().index(), SVG, "ticket-" + n + ".svg", bytes(svg));
  }

  @GetMapping(path = "/calendar.ics", produces = CALENDAR)
  ResponseEntity<byte[]> calendar(@PathVariable String reservationId, ReadMode mode) {
    var printed = issuing.print(ReservationId.of(reservationId), mode);
    var entry =
        CalendarEntry.of(printed.reservation(), printed.bill(), printed.venue(), Instant.now());
    return file(printed.index(), CALENDAR + ";charset=UTF-8", "calendar.ics", bytes(entry));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ResponseEntity<byte[]> file(long index, String type, String name, byte[] bytes) {
    return ResponseEntity.ok()
        .header(LogIndex.HEADER, Long.toString(index))
        .header(HttpHeaders.CONTENT_TYPE, type)
        .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + name + "\"")
        .body(bytes);
  }
}

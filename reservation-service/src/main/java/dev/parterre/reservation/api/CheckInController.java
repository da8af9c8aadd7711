package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Admission;
import dev.parterre.reservation.boxoffice.BoxOfficeView;
import dev.parterre.reservation.boxoffice.ByEvent;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.boxoffice.Outcome.CheckedIn;
import dev.parterre.reservation.boxoffice.Reservation;
import dev.parterre.reservation.boxoffice.TicketCode;
import dev.parterre.reservation.boxoffice.TicketId;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.SeatId;
import dev.parterre.reservation.tickets.Token;
import dev.parterre.reservation.web.Admin;
import dev.parterre.reservation.web.IdempotencyKey;
import dev.parterre.reservation.web.Page;
import dev.parterre.reservation.web.PageRequest;
import dev.parterre.reservation.web.ReadMode;
import dev.parterre.reservation.web.Scanner;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Lets people in, and shows the organiser who came.
@RestController
@RequestMapping(Answers.API)
final class CheckInController {

  private final Issuing issuing;
  private final Ordering ordering;
  private final Reading reading;
  private final Offered offered;

  CheckInController(Issuing issuing, Ordering ordering, Reading reading, Offered offered) {
    this.issuing = issuing;
    this.ordering = ordering;
    this.reading = reading;
    this.offered = offered;
  }

  /// Where a ticket is for.
  private record Spot(TicketId ticket, String label) {}

  /// What is not signed, and what is for another event, is not put into the log.
  @Scanner
  @PostMapping("/checkins")
  ResponseEntity<CheckInView> checkIn(@RequestBody NewCheckIn request, IdempotencyKey key) {
    var scan = request.scan();
    var token = Token.read(scan.token(), issuing::find);
    var spot = token.flatMap(this::spot);
    if (token.isEmpty() || spot.isEmpty()) {
      return ResponseEntity.ok(CheckInView.UNKNOWN);
    }
    var signed = token.get();
    if (request.eventId() != null && !request.eventId().equals(signed.key().eventId())) {
      return ResponseEntity.ok(CheckInView.ofAnotherEvent(signed, spot.get().label()));
    }
    var command = scan.command(signed.key(), spot.get().ticket());
    byte[] aside = (scan.token() + " " + request.eventId()).getBytes(StandardCharsets.UTF_8);
    var ordered = ordering.place(key, command, aside, CheckedIn.class);
    var offer = offered.of(signed.key().eventId());
    return Answers.ok(
        ordered.index(), CheckInView.of(ordered.outcome(), signed, spot.get().label(), offer));
  }

  private Optional<Spot> spot(Token token) {
    var claims = token.claims();
    var plan = offered.of(token.key().eventId()).plan();
    long reservation = TicketCode.number(claims.code());
    if (claims.seat() != null) {
      int seat = plan.indexOf(new SeatId(claims.seat()));
      return seat < 0
          ? Optional.empty()
          : Optional.of(new Spot(new TicketId(reservation, seat), plan.seat(seat).label()));
    }
    int area = claims.area() == null ? -1 : plan.indexOfArea(claims.area());
    return area < 0 || claims.place() == null
        ? Optional.empty()
        : Optional.of(
            new Spot(
                new TicketId(reservation, plan.seatCount() + claims.place()),
                plan.areas().get(area).name()));
  }

  private record Came(Offer offer, ByEvent<Admission> all, ByEvent<Reservation> sold) {

    /// @param after the number before the first one
    Stream<AdmissionView.Numbered> admissions(long after) {
      return all.of(offer.id(), after)
          .map(it -> AdmissionView.of(it, sold.get(it.id().reservation()), offer));
    }

    static Optional<Came> of(BoxOfficeView view, EventId event) {
      return Optional.ofNullable(view.offer(event))
          .map(it -> new Came(it, view.tickets().allAdmissions(), view.reservations()));
    }
  }

  private Reading.Shown<Came> came(EventId event, ReadMode mode) {
    return reading.find(mode, Refusals.NO_EVENT, view -> Came.of(view, event));
  }

  @Admin
  @GetMapping("/events/{eventId}/checkins")
  ResponseEntity<Page<AdmissionView>> list(
      @PathVariable EventId eventId, PageRequest page, ReadMode mode) {
    var shown = came(eventId, mode);
    var found = shown.value().admissions(Listing.before(page)).limit(page.limit() + 1).toList();
    var shownPage = page.page(found, it -> Long.toString(it.number()));
    var views = shownPage.items().stream().map(AdmissionView.Numbered::view).toList();
    return Answers.ok(shown.index(), new Page<>(views, shownPage.next()));
  }

  /// A row for each time that somebody was let in.
  @Admin
  @GetMapping(path = "/events/{eventId}/checkins.csv", produces = SalesExport.TYPE)
  void csv(@PathVariable EventId eventId, ReadMode mode, HttpServletResponse response)
      throws IOException {
    var shown = came(eventId, mode);
    var rows = SalesExport.begin("checkins", eventId, shown.index(), response);
    rows.writeAdmissions(shown.value().admissions(0).map(AdmissionView.Numbered::view));
    rows.finish();
  }
}

package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BoxOfficeView;
import dev.parterre.reservation.boxoffice.ByEvent;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.boxoffice.Reservation;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.web.Admin;
import dev.parterre.reservation.web.Page;
import dev.parterre.reservation.web.PageRequest;
import dev.parterre.reservation.web.ReadMode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows the organiser who has reserved what. The event loop only copies references; the caller's
/// thread goes through them.
@RestController
@RequestMapping(Answers.API + "/events/{eventId}")
final class SalesController {

  private final Reading reading;
  private final Offered offered;

  SalesController(Reading reading, Offered offered) {
    this.reading = reading;
    this.offered = offered;
  }

  private record Sold(Offer offer, ByEvent<Reservation> all) {
    /// @param after the number before the first one
    Stream<Reservation> reservations(long after) {
      return all.of(offer.id(), after);
    }

    static Optional<Sold> of(BoxOfficeView view, EventId event) {
      return Optional.ofNullable(view.offer(event)).map(it -> new Sold(it, view.reservations()));
    }
  }

  private Reading.Shown<Sold> sold(EventId event, ReadMode mode) {
    return reading.find(mode, Refusals.NO_EVENT, view -> Sold.of(view, event));
  }

  /// @param q what to look for; without it, all
  @Admin
  @GetMapping("/reservations")
  ResponseEntity<Page<ReservationView>> list(
      @PathVariable EventId eventId,
      @RequestParam(name = "q", required = false) @Nullable String q,
      PageRequest page,
      ReadMode mode) {
    var shown = sold(eventId, mode);
    var search = new ReservationSearch(q == null ? "" : q, shown.value().offer());
    var found =
        shown
            .value()
            .reservations(Listing.before(page))
            .filter(search)
            .limit(page.limit() + 1)
            .toList();
    var shownPage = page.page(found, it -> Long.toString(it.number()));
    var views = shownPage.items().stream().map(this::view).toList();
    return Answers.ok(shown.index(), new Page<>(views, shownPage.next()));
  }

  private ReservationView view(Reservation reservation) {
    return ReservationView.of(
        reservation, offered.bill(reservation.eventId(), reservation.allocation()));
  }

  @Admin
  @GetMapping("/sales")
  ResponseEntity<SalesView> sales(@PathVariable EventId eventId, ReadMode mode) {
    var shown = sold(eventId, mode);
    var adder = new SalesView.Adder(eventId, shown.value().offer().currency());
    shown
        .value()
        .reservations(0)
        .forEach(it -> adder.add(it, offered.bill(eventId, it.allocation())));
    return Answers.ok(shown.index(), adder.view(shown.index()));
  }

  /// A row for each reservation, including those that were cancelled.
  @Admin
  @GetMapping(path = "/reservations.csv", produces = SalesExport.TYPE)
  void reservations(@PathVariable EventId eventId, ReadMode mode, HttpServletResponse response)
      throws IOException {
    var shown = sold(eventId, mode);
    var rows = SalesExport.begin("reservations", eventId, shown.index(), response);
    rows.writeReservations(
        shown.value().reservations(0), it -> offered.bill(eventId, it.allocation()));
    rows.finish();
  }

  /// A row for each seat that is reserved, and for places of one area and type.
  @Admin
  @GetMapping(path = "/seats.csv", produces = SalesExport.TYPE)
  void seats(@PathVariable EventId eventId, ReadMode mode, HttpServletResponse response)
      throws IOException {
    var shown = sold(eventId, mode);
    var rows = SalesExport.begin("seats", eventId, shown.index(), response);
    rows.writeTickets(
        shown.value().reservations(0).filter(it -> !it.cancelled()),
        it -> offered.bill(eventId, it.allocation()));
    rows.finish();
  }
}

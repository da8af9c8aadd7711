package dev.parterre.reservation.api;

import dev.parterre.reservation.api.Ordering.Ordered;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelEvent;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.boxoffice.Outcome.EventChanged;
import dev.parterre.reservation.boxoffice.Outcome.EventCreated;
import dev.parterre.reservation.boxoffice.SeatMap;
import dev.parterre.reservation.boxoffice.SeatStatus;
import dev.parterre.reservation.boxoffice.SeatsCopy;
import dev.parterre.reservation.catalog.Event;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.SeatId;
import dev.parterre.reservation.web.Admin;
import dev.parterre.reservation.web.IdempotencyKey;
import dev.parterre.reservation.web.Page;
import dev.parterre.reservation.web.PageRequest;
import dev.parterre.reservation.web.ReadMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/// Puts events on sale, changes and cancels them, and shows them and their seats.
@RestController
@RequestMapping(Answers.API + "/events")
final class EventController {

  private final Ordering ordering;
  private final Reading reading;
  private final Offered offered;

  EventController(Ordering ordering, Reading reading, Offered offered) {
    this.ordering = ordering;
    this.reading = reading;
    this.offered = offered;
  }

  private record OneSeat(SeatId seat, String status) {}

  @Admin
  @PostMapping
  ResponseEntity<Event> create(@RequestBody NewEvent request, IdempotencyKey key) {
    var command = request.command();
    var ordered = ordering.place(key, command, EventCreated.class);
    // As it was created, whatever has become of it before a retry.
    var event = command.event(ordered.outcome().eventId());
    return Answers.created(ordered.index(), "/events/" + event.id(), event);
  }

  @Admin
  @PatchMapping("/{eventId}")
  ResponseEntity<Event> change(
      @PathVariable EventId eventId, @RequestBody ObjectNode patch, IdempotencyKey key) {
    var command = new EventPatch(patch).command(eventId);
    return changed(ordering.place(key, command, EventChanged.class));
  }

  @Admin
  @PostMapping("/{eventId}/cancellation")
  ResponseEntity<Event> cancel(
      @PathVariable EventId eventId,
      @RequestBody(required = false) @Nullable NoMembers request,
      IdempotencyKey key) {
    return changed(ordering.place(key, new CancelEvent(eventId), EventChanged.class));
  }

  private ResponseEntity<Event> changed(Ordered<EventChanged> ordered) {
    return Answers.ok(ordered.index(), offered.of(ordered.outcome()));
  }

  @GetMapping
  ResponseEntity<Page<Event>> list(PageRequest page, ReadMode mode) {
    long before = Listing.before(page);
    var shown = reading.read(mode, view -> view.offers(before, page.limit() + 1));
    var events = shown.value().stream().map(Offer::event).toList();
    return Answers.ok(shown.index(), page.page(events, event -> event.id().value()));
  }

  @GetMapping("/{eventId}")
  ResponseEntity<Event> show(@PathVariable EventId eventId, ReadMode mode) {
    var shown =
        reading.find(mode, Refusals.NO_EVENT, view -> Optional.ofNullable(view.offer(eventId)));
    return Answers.ok(shown.index(), shown.value().event());
  }

  @GetMapping("/{eventId}/seats")
  ResponseEntity<SeatsView> seats(@PathVariable EventId eventId, ReadMode mode) {
    var shown = reading.find(mode, Refusals.NO_EVENT, view -> SeatsCopy.of(view, eventId));
    return Answers.ok(shown.index(), SeatsView.of(shown.index(), shown.value()));
  }

  @GetMapping("/{eventId}/seats/{seat}")
  ResponseEntity<OneSeat> seat(
      @PathVariable EventId eventId, @PathVariable SeatId seat, ReadMode mode) {
    var shown =
        reading.find(
            mode,
            "There is no such event, or it has no such seat.",
            view -> Optional.ofNullable(view.seatMap(eventId)).flatMap(map -> status(map, seat)));
    return Answers.ok(shown.index(), new OneSeat(seat, shown.value().word()));
  }

  private static Optional<SeatStatus> status(SeatMap map, SeatId seat) {
    int index = map.offer().plan().indexOf(seat);
    return index < 0 ? Optional.empty() : Optional.of(map.status(index));
  }
}

package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Allocation;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.BookingCommand.RenewHold;
import dev.parterre.reservation.boxoffice.BoxOfficeView;
import dev.parterre.reservation.boxoffice.Hold;
import dev.parterre.reservation.boxoffice.HoldEnd;
import dev.parterre.reservation.boxoffice.HoldId;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.Released;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.web.IdempotencyKey;
import dev.parterre.reservation.web.LogIndex;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import dev.parterre.reservation.web.ReadMode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Holds seats and places for a buyer; shows and releases holds.
@RestController
@RequestMapping(Answers.API)
final class HoldController {

  private final Ordering ordering;
  private final Reading reading;
  private final Offered offered;
  private final Clients clients;

  HoldController(Ordering ordering, Reading reading, Offered offered, Clients clients) {
    this.ordering = ordering;
    this.reading = reading;
    this.offered = offered;
    this.clients = clients;
  }

  /// The hold with an id, or how it ended.
  private sealed interface Lookup {
    record Open(Hold hold) implements Lookup {}

    record Ended(HoldEnd end) implements Lookup {}
  }

  @PostMapping("/events/{eventId}/holds")
  ResponseEntity<HoldView> hold(
      @PathVariable String eventId,
      @RequestBody NewHold request,
      IdempotencyKey key,
      HttpServletRequest http) {
    var event = new EventId(eventId);
    var command = request.command(event, clients.of(http, event));
    var ordered = ordering.place(key, command, Held.class);
    var held = ordered.outcome();
    return Answers.created(ordered.index(), "/holds/" + held.holdId(), view(held));
  }

  private HoldView view(Held held) {
    return view(held.holdId(), held.eventId(), held.allocation(), held.expiresAtMillis());
  }

  private HoldView view(HoldId id, EventId event, Allocation allocation, long expiresAtMillis) {
    return HoldView.of(id, offered.bill(event, allocation), expiresAtMillis);
  }

  @GetMapping("/holds/{holdId}")
  ResponseEntity<HoldView> show(@PathVariable String holdId, ReadMode mode) {
    var id = HoldId.of(holdId);
    var shown = reading.find(mode, Refusals.NO_HOLD, view -> lookUp(id, view));
    return switch (shown.value()) {
      case Lookup.Open(var hold) ->
          Answers.ok(
              shown.index(),
              view(hold.id(), hold.eventId(), hold.allocation(), hold.expiresAtMillis()));
      case Lookup.Ended(var end) -> throw Refusals.gone(end).with(LogIndex.HEADER, shown.index());
    };
  }

  @PostMapping("/holds/{holdId}/renewal")
  ResponseEntity<HoldView> renew(
      @PathVariable String holdId,
      @RequestBody(required = false) @Nullable NoMembers request,
      IdempotencyKey key) {
    var renewed = ordering.place(key, new RenewHold(HoldId.of(holdId)), Held.class);
    return Answers.ok(renewed.index(), view(renewed.outcome()));
  }

  @PostMapping("/holds/{holdId}/payment")
  ResponseEntity<HoldView> bind(
      @PathVariable String holdId, @RequestBody NewPayment request, IdempotencyKey key) {
    var bound = ordering.place(key, request.command(HoldId.of(holdId)), Held.class);
    return Answers.ok(bound.index(), view(bound.outcome()));
  }

  /// Like [#show], answers 410 for a hold that has ended, even if its seats were reserved.
  @DeleteMapping("/holds/{holdId}")
  ResponseEntity<Void> release(@PathVariable String holdId, IdempotencyKey key) {
    try {
      var released = ordering.place(key, new ReleaseHold(HoldId.of(holdId)), Released.class);
      return Answers.noContent(released.index());
    } catch (ProblemException refused) {
      throw refused.problem() == Problem.HOLD_USED ? gone(refused) : refused;
    }
  }

  private static ProblemException gone(ProblemException used) {
    var gone = Refusals.gone(HoldEnd.RESERVED);
    used.headers().forEach(gone::with);
    return gone;
  }

  private static Optional<Lookup> lookUp(HoldId id, BoxOfficeView view) {
    var hold = view.hold(id);
    if (hold != null) {
      return Optional.of(new Lookup.Open(hold));
    }
    return view.end(id).map(Lookup.Ended::new);
  }
}

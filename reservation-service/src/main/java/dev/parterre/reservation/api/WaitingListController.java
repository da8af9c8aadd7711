package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.LeaveWaitingList;
import dev.parterre.reservation.boxoffice.BoxOfficeView;
import dev.parterre.reservation.boxoffice.Outcome.Joined;
import dev.parterre.reservation.boxoffice.Outcome.Left;
import dev.parterre.reservation.boxoffice.PartyId;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.web.Admin;
import dev.parterre.reservation.web.IdempotencyKey;
import dev.parterre.reservation.web.LogIndex;
import dev.parterre.reservation.web.Page;
import dev.parterre.reservation.web.PageRequest;
import dev.parterre.reservation.web.ReadMode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Lets buyers wait for seats and places of an event, and shows them how it stands.
@RestController
@RequestMapping(Answers.API)
final class WaitingListController {

  private final Ordering ordering;
  private final Reading reading;
  private final Clients clients;

  WaitingListController(Ordering ordering, Reading reading, Clients clients) {
    this.ordering = ordering;
    this.reading = reading;
    this.clients = clients;
  }

  /// The entry with an id, or how it ended.
  private sealed interface Lookup {
    record Open(PartyView view) implements Lookup {}

    record Over(boolean isFulfilled) implements Lookup {}
  }

  @PostMapping("/events/{eventId}/waiting-list")
  ResponseEntity<PartyView> join(
      @PathVariable EventId eventId,
      @RequestBody NewParty request,
      IdempotencyKey key,
      HttpServletRequest http) {
    var command = request.command(eventId, clients.of(http, eventId));
    var ordered = ordering.place(key, command, Joined.class);
    var joined = ordered.outcome();
    return Answers.created(
        ordered.index(), "/waiting-list/" + joined.partyId(), PartyView.of(command, joined));
  }

  @GetMapping("/waiting-list/{entryId}")
  ResponseEntity<PartyView> show(@PathVariable String entryId, ReadMode mode) {
    var id = PartyId.of(entryId);
    var shown = reading.find(mode, Refusals.NO_ENTRY, view -> lookUp(id, view));
    return switch (shown.value()) {
      case Lookup.Open(var view) -> Answers.ok(shown.index(), view);
      case Lookup.Over(var isFulfilled) ->
          throw Refusals.over(isFulfilled).with(LogIndex.HEADER, shown.index());
    };
  }

  private static Optional<Lookup> lookUp(PartyId id, BoxOfficeView view) {
    var party = view.waitingLists().party(id);
    return party == null
        ? view.waitingLists().isFulfilled(id).map(Lookup.Over::new)
        : Optional.of(new Lookup.Open(PartyView.of(party, view)));
  }

  @DeleteMapping("/waiting-list/{entryId}")
  ResponseEntity<Void> leave(@PathVariable String entryId, IdempotencyKey key) {
    var command = new LeaveWaitingList(PartyId.of(entryId));
    return Answers.noContent(ordering.place(key, command, Left.class).index());
  }

  @Admin
  @GetMapping("/events/{eventId}/waiting-list")
  ResponseEntity<Page<PartyView>> list(
      @PathVariable EventId eventId, PageRequest page, ReadMode mode) {
    long before = Listing.before(page);
    var shown =
        reading.find(
            mode,
            Refusals.NO_EVENT,
            view ->
                Optional.ofNullable(view.offer(eventId))
                    .map(_ -> view.waitingLists().of(eventId, before, page.limit() + 1))
                    .map(parties -> PartyView.list(parties, view)));
    var found = page.page(shown.value(), entry -> Long.toString(entry.number()));
    var views = found.items().stream().map(PartyView.Numbered::view).toList();
    return Answers.ok(shown.index(), new Page<>(views, found.next()));
  }
}

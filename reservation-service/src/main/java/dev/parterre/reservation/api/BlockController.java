package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Outcome.Blocked;
import dev.parterre.reservation.boxoffice.Outcome.Unblocked;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.SeatId;
import dev.parterre.reservation.web.Admin;
import dev.parterre.reservation.web.IdempotencyKey;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Takes seats off sale, and puts them back.
@RestController
@RequestMapping(Answers.API + "/events/{eventId}/blocks")
final class BlockController {

  private final Ordering ordering;
  private final Offered offered;

  BlockController(Ordering ordering, Offered offered) {
    this.ordering = ordering;
    this.offered = offered;
  }

  private record BlockView(EventId eventId, List<SeatId> seats, String reason) {}

  @Admin
  @PostMapping
  ResponseEntity<BlockView> block(
      @PathVariable EventId eventId, @RequestBody NewBlock request, IdempotencyKey key) {
    var command = request.blocking(eventId);
    var ordered = ordering.place(key, command, Blocked.class);
    var offer = offered.of(ordered.outcome().eventId());
    var seats = Arrays.stream(ordered.outcome().seats()).mapToObj(offer::seatId).toList();
    return Answers.ok(ordered.index(), new BlockView(eventId, seats, command.reason()));
  }

  @Admin
  @DeleteMapping
  ResponseEntity<Void> unblock(
      @PathVariable EventId eventId, @RequestBody NewBlock request, IdempotencyKey key) {
    var ordered = ordering.place(key, request.unblocking(eventId), Unblocked.class);
    return Answers.noContent(ordered.index());
  }
}

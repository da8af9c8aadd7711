package dev.parterre.reservation.api;

import dev.parterre.reservation.api.Ordering.Ordered;
import dev.parterre.reservation.boxoffice.Bill;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.Outcome.Cancelled;
import dev.parterre.reservation.boxoffice.Outcome.ReservationChanged;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.ReservationId;
import dev.parterre.reservation.web.Admin;
import dev.parterre.reservation.web.IdempotencyKey;
import dev.parterre.reservation.web.ReadMode;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/// Reserves seats and places for a customer; shows and cancels reservations.
@RestController
@RequestMapping(Answers.API + "/reservations")
final class ReservationController {

  private final Ordering ordering;
  private final Reading reading;
  private final Offered offered;

  ReservationController(Ordering ordering, Reading reading, Offered offered) {
    this.ordering = ordering;
    this.reading = reading;
    this.offered = offered;
  }

  @PostMapping
  ResponseEntity<ReservationView> reserve(@RequestBody NewReservation request, IdempotencyKey key) {
    var command = request.command();
    var ordered = ordering.place(key, command, Reserved.class);
    var reserved = ordered.outcome();
    var view = ReservationView.of(reserved, bill(reserved), command.customer());
    return Answers.created(ordered.index(), "/reservations/" + reserved.reservationId(), view);
  }

  private Bill bill(Reserved reserved) {
    return offered.bill(reserved.eventId(), reserved.allocation());
  }

  @GetMapping("/{reservationId}")
  ResponseEntity<ReservationView> show(@PathVariable String reservationId, ReadMode mode) {
    var id = ReservationId.of(reservationId);
    var shown =
        reading.find(
            mode, Refusals.NO_RESERVATION, view -> Optional.ofNullable(view.reservation(id)));
    var reservation = shown.value();
    var bill = offered.bill(reservation.eventId(), reservation.allocation());
    return Answers.ok(shown.index(), ReservationView.of(reservation, bill));
  }

  @PutMapping("/{reservationId}/seats")
  ResponseEntity<ReservationView> exchange(
      @PathVariable String reservationId, @RequestBody NewSeats request, IdempotencyKey key) {
    var command = request.command(ReservationId.of(reservationId));
    return changed(ordering.place(key, command, ReservationChanged.class));
  }

  @Admin
  @PatchMapping("/{reservationId}")
  ResponseEntity<ReservationView> change(
      @PathVariable String reservationId, @RequestBody ObjectNode patch, IdempotencyKey key) {
    var command = new CustomerPatch(patch).command(ReservationId.of(reservationId));
    return changed(ordering.place(key, command, ReservationChanged.class));
  }

  private ResponseEntity<ReservationView> changed(Ordered<ReservationChanged> ordered) {
    var changed = ordered.outcome();
    return Answers.ok(ordered.index(), ReservationView.of(changed, bill(changed.reserved())));
  }

  @Admin
  @PostMapping("/{reservationId}/payment")
  ResponseEntity<ReservationView> note(
      @PathVariable String reservationId, @RequestBody PaymentNote request, IdempotencyKey key) {
    var command = request.command(ReservationId.of(reservationId));
    return changed(ordering.place(key, command, ReservationChanged.class));
  }

  @DeleteMapping("/{reservationId}")
  ResponseEntity<Void> cancel(@PathVariable String reservationId, IdempotencyKey key) {
    var command = new CancelReservation(ReservationId.of(reservationId));
    return Answers.noContent(ordering.place(key, command, Cancelled.class).index());
  }
}

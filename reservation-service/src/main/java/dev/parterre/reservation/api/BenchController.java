package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.ReserveSeats;
import dev.parterre.reservation.boxoffice.TicketCode;
import dev.parterre.reservation.catalog.Money;
import dev.parterre.reservation.catalog.Tariff;
import dev.parterre.reservation.web.IdempotencyKey;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// For measuring what HTTP alone costs: `POST /api/v1/bench/empty` reads a one-step reservation and
/// answers it like `POST /reservations`, but orders no command and changes no state. It extends the
/// contract, and exists only if `parterre.bench.enabled` is true.
@RestController
@ConditionalOnProperty("parterre.bench.enabled")
final class BenchController {

  private static final Money PRICE = Money.of("45.00", "EUR");

  @PostMapping(Answers.API + "/bench/empty")
  ResponseEntity<ReservationView> empty(@RequestBody NewReservation request, IdempotencyKey key) {
    if (!(request.command() instanceof ReserveSeats command)) {
      throw new ProblemException(Problem.INVALID, "Only a reservation in one step is measured.");
    }
    var seats = new ArrayList<SeatView>(command.wanted().seats().size());
    for (var seat : command.wanted().seats()) {
      seats.add(new SeatView(seat, "Seat " + seat, "A", List.of(), Tariff.NO_TYPE, PRICE));
    }
    var id = command.reservationId().toString();
    return Answers.created(
        key.value().length(),
        "/reservations/" + id,
        new ReservationView(
            id,
            TicketCode.of(1),
            command.eventId(),
            new AllocationView(seats, List.of(), Optional.empty(), PRICE),
            command.customer(),
            "reserved",
            Optional.empty(),
            Instant.now()));
  }
}

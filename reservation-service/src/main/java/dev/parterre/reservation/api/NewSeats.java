package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.ExchangeSeats;
import dev.parterre.reservation.boxoffice.ReservationId;
import dev.parterre.reservation.catalog.SeatId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `PUT /reservations/{reservationId}/seats`.
record NewSeats(@Nullable List<SeatId> seats) {

  ExchangeSeats command(ReservationId reservation) {
    var checks = new Checks();
    var wanted = checks.seats(seats);
    checks.throwIfAny();
    return new ExchangeSeats(reservation, wanted);
  }
}

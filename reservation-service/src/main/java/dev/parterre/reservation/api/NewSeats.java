package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.ExchangeSeats;
import dev.parterre.reservation.boxoffice.ReservationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `PUT /reservations/{reservationId}/seats`.
record NewSeats(@Nullable List<NewSeat> seats) {

  ExchangeSeats command(ReservationId reservation) {
    var checks = new Checks();
    var wanted = checks.wanted(seats, null, null);
    checks.throwIfAny();
    return new ExchangeSeats(reservation, wanted);
  }
}

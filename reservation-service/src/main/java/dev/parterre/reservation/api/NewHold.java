package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.HoldSeats;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.Client;
import dev.parterre.reservation.boxoffice.HoldId;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.SeatId;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The body of `POST /events/{eventId}/holds`.
record NewHold(
    @Nullable List<SeatId> seats, @Nullable List<NewPlaces> places, @Nullable Integer holdSeconds) {

  /// @param client who asks
  HoldSeats command(EventId eventId, Client client) {
    var checks = new Checks();
    var wanted = checks.wanted(seats, places);
    checks.check(
        holdSeconds == null || holdSeconds >= BoxOffice.HOLD_SECONDS_MIN,
        "/holdSeconds",
        "A hold lasts at least " + BoxOffice.HOLD_SECONDS_MIN + " seconds.");
    checks.throwIfAny();
    var seconds = holdSeconds == null ? OptionalInt.empty() : OptionalInt.of(holdSeconds);
    return new HoldSeats(eventId, wanted, seconds, HoldId.random(), client);
  }
}

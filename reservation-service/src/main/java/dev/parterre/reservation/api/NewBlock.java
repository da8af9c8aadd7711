package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.UnblockSeats;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.SeatId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST` and, without a reason, of `DELETE /events/{eventId}/blocks`.
record NewBlock(@Nullable List<SeatId> seats, @Nullable String reason) {

  private static final int REASON_MAX = 200;

  BlockSeats blocking(EventId eventId) {
    var checks = new Checks();
    var wanted = checks.seats(seats);
    var why = reason == null ? "" : checks.text(reason, REASON_MAX, "/reason");
    checks.throwIfAny();
    return new BlockSeats(eventId, wanted, why);
  }

  UnblockSeats unblocking(EventId eventId) {
    var checks = new Checks();
    var wanted = checks.seats(seats);
    checks.check(reason == null, "/reason", "Seats that are put back on sale need no reason.");
    checks.throwIfAny();
    return new UnblockSeats(eventId, wanted);
  }
}

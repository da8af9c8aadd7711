package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.HoldBest;
import dev.parterre.reservation.boxoffice.BookingCommand.HoldSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.Holding;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.Client;
import dev.parterre.reservation.boxoffice.HoldId;
import dev.parterre.reservation.boxoffice.Wanted;
import dev.parterre.reservation.catalog.EventId;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The body of `POST /events/{eventId}/holds`: seats and places, or which seats to choose.
record NewHold(
    @Nullable List<NewSeat> seats,
    @Nullable List<NewPlaces> places,
    @Nullable NewBest bestAvailable,
    @Nullable String discountCode,
    @Nullable Integer holdSeconds) {

  private static final String ALONE = "This cannot be combined with bestAvailable.";

  /// @param client who asks
  Holding command(EventId eventId, Client client) {
    var checks = new Checks();
    checks.check(
        holdSeconds == null || holdSeconds >= BoxOffice.HOLD_SECONDS_MIN,
        "/holdSeconds",
        "A hold lasts at least " + BoxOffice.HOLD_SECONDS_MIN + " seconds.");
    var seconds = holdSeconds == null ? OptionalInt.empty() : OptionalInt.of(holdSeconds);
    var command =
        bestAvailable == null
            ? new HoldSeats(
                eventId,
                checks.wanted(seats, places, discountCode),
                seconds,
                HoldId.random(),
                client)
            : new HoldBest(
                eventId,
                best(bestAvailable, checks),
                checks.discountCode(discountCode),
                seconds,
                HoldId.random(),
                client);
    checks.throwIfAny();
    return command;
  }

  private Wanted.Best best(NewBest best, Checks checks) {
    checks.check(seats == null, "/seats", ALONE);
    checks.check(places == null, "/places", ALONE);
    return best.wanted(checks, "/bestAvailable");
  }
}

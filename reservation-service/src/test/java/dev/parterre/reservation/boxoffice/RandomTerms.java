package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.ExchangeSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Random commands for a hall of [Fixtures#planJson] whose category A has ticket types: what is
/// sold on which terms, and how those change.
final class RandomTerms {

  static final String PIT = "pit";

  private static final int SALE_MILLIS = 20_000;

  private final Random random;
  private final int rows;
  private final int seatsPerRow;

  RandomTerms(Random random, int rows, int seatsPerRow) {
    this.random = random;
    this.rows = rows;
    this.seatsPerRow = seatsPerRow;
  }

  /// @param holds those that are open
  /// @param reservations those that are not cancelled
  BookingCommand next(long nowMillis, Set<HoldId> holds, Set<ReservationId> reservations) {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> hold();
      case 3, 4 -> Fixtures.reserve(wanted(true));
      case 5 -> Fixtures.reserveHeld(any(holds, HoldId.random()));
      case 6 -> new ReleaseHold(any(holds, HoldId.random()));
      case 7, 8 -> new CancelReservation(any(reservations, ReservationId.random()));
      case 9 -> new ExchangeSeats(any(reservations, ReservationId.random()), wanted(false));
      case 10 -> reprice();
      default -> Fixtures.sale(Optional.empty(), until(nowMillis));
    };
  }

  private BookingCommand hold() {
    int seconds = 5 + random.nextInt(20);
    return new BookingCommand.HoldSeats(
        Fixtures.EVENT, wanted(true), OptionalInt.of(seconds), HoldId.random());
  }

  private Optional<Instant> until(long nowMillis) {
    return random.nextInt(4) == 0
        ? Optional.of(
            Instant.ofEpochMilli(nowMillis - SALE_MILLIS / 2 + random.nextInt(SALE_MILLIS)))
        : Optional.empty();
  }

  private BookingCommand reprice() {
    var euros = 1 + random.nextInt(60) + ".50";
    return switch (random.nextInt(5)) {
      case 0 -> Fixtures.prices(Map.of("B", List.of(Fixtures.price("", euros))));
      case 1 -> Fixtures.prices(Map.of("B", List.of()));
      case 2 -> Fixtures.prices(Map.of("A", List.of(Fixtures.price("child", euros))));
      case 3 ->
          Fixtures.prices(
              Map.of("A", List.of(new EventChange.TypeChange("child", Optional.empty()))));
      default ->
          Fixtures.prices(
              Map.of(
                  "A",
                  List.of(Fixtures.price("full", euros)),
                  "B",
                  List.of(Fixtures.price("", euros))));
    };
  }

  private Wanted wanted(boolean isNew) {
    var seats =
        IntStream.range(0, 1 + random.nextInt(3))
            .mapToObj(_ -> random.nextInt(rows) + "-" + random.nextInt(seatsPerRow))
            .distinct()
            .toArray(String[]::new);
    var types = Stream.of(seats).map(_ -> type()).toList();
    var places =
        isNew && random.nextInt(3) == 0
            ? List.of(new Wanted.Places(PIT, 1 + random.nextInt(2), type()))
            : List.<Wanted.Places>of();
    var code = isNew ? List.of("", "", "", "TEN", "FEW", "NONE").get(random.nextInt(6)) : "";
    return new Wanted(Fixtures.seats(seats), places, types, code);
  }

  private String type() {
    return List.of("", "", "", "full", "child").get(random.nextInt(5));
  }

  private <T> T any(Set<T> known, T unknown) {
    var all = new ArrayList<>(known);
    return all.isEmpty() || random.nextInt(20) == 0 ? unknown : all.get(random.nextInt(all.size()));
  }
}

package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.BookingCommand.CreateEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.HoldSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveHeld;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveSeats;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Money;
import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.PlanImport;
import dev.parterre.reservation.catalog.SeatId;
import dev.parterre.reservation.catalog.VenueId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A small venue, and commands for it.
public final class Fixtures {

  public static final EventId EVENT = new EventId("1");

  private Fixtures() {}

  /// Rows of seats `0-0`, `0-1`, …; the last row is of category B, the others of A.
  public static String planJson(int rows, int seatsPerRow) {
    var rowsJson =
        IntStream.range(0, rows)
            .mapToObj(row -> rowJson(row, seatsPerRow, row == rows - 1 ? "B" : "A"))
            .collect(Collectors.joining(","));
    return """
    {"name": "House", "size": {"width": 1000, "height": 1000},
     "categories": [{"name": "A", "color": "#111111"}, {"name": "B", "color": "#222222"}],
     "zones": [{"name": "Stalls", "position": {"x": 0, "y": 0}, "rows": [%s]}]}
    """
        .formatted(rowsJson);
  }

  public static Plan plan(int rows, int seatsPerRow) {
    var result = PlanImport.read(planJson(rows, seatsPerRow).getBytes(StandardCharsets.UTF_8));
    return ((PlanImport.Result.Imported) result).plan();
  }

  public static CreateEvent event(int maxSeats, boolean allowOrphans, String... categories) {
    var prices = new TreeMap<String, Money>();
    for (var category : categories) {
      prices.put(category, Money.of("45.00", "EUR"));
    }
    return new CreateEvent(
        "Show",
        new VenueId("1"),
        Instant.parse("2099-01-01T19:00:00Z"),
        prices,
        600,
        maxSeats,
        allowOrphans);
  }

  public static List<SeatId> seats(String... guids) {
    return Arrays.stream(guids).map(SeatId::new).toList();
  }

  public static HoldSeats hold(String... guids) {
    return new HoldSeats(EVENT, seats(guids), OptionalInt.empty(), HoldId.random());
  }

  public static HoldSeats holdFor(int seconds, String... guids) {
    return new HoldSeats(EVENT, seats(guids), OptionalInt.of(seconds), HoldId.random());
  }

  /// A customer without reservations.
  public static Customer customer() {
    return new Customer("Ann", UUID.randomUUID() + "@example.org");
  }

  public static ReserveSeats reserve(String... guids) {
    return new ReserveSeats(EVENT, seats(guids), customer(), ReservationId.random());
  }

  public static ReserveHeld reserveHeld(HoldId hold) {
    return new ReserveHeld(hold, customer(), ReservationId.random());
  }

  private static String rowJson(int row, int seats, String category) {
    var seatsJson =
        IntStream.range(0, seats)
            .mapToObj(
                seat ->
                    """
                    {"seat_guid": "%d-%d", "seat_number": "%d", "category": "%s",
                     "position": {"x": %d, "y": %d}}\
                    """
                        .formatted(row, seat, seat, category, seat * 20, row * 20))
            .collect(Collectors.joining(","));
    return """
    {"row_number": "%d", "position": {"x": 0, "y": 0}, "seats": [%s]}\
    """
        .formatted(row, seatsJson);
  }
}

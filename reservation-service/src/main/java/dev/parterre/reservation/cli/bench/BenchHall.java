package dev.parterre.reservation.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.parterre.reservation.cli.Admin;
import dev.parterre.reservation.cli.DataDirectory;
import dev.parterre.reservation.cli.Failure;
import dev.parterre.reservation.cli.Patience;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.IntStream;

/// A hall that is large enough not to be sold out at once, and its events. It is not larger because
/// the box office limits the seats on sale, and the seats that a run does not sell stay on sale.
record BenchHall(Admin admin) {

  static final int SEATS = 10_000;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CATEGORY = "Bench";
  private static final int ROW_SEATS = 100;
  private static final int SPACE = 20;

  static String seat(int number) {
    return "b-" + number;
  }

  /// The same venue within a day: the same request under the same key.
  String venue() throws Failure {
    var plan = plan().getBytes(UTF_8);
    return admin
        .post("/venues", "bench-hall-1", plan, Patience.of(PATIENCE))
        .path("venueId")
        .asString();
  }

  /// A new event in which every seat is free.
  String event(String venueId) throws Failure {
    var starts = Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    var event =
        Map.of(
            "name",
            "Bench",
            "venueId",
            venueId,
            "startsAt",
            Admin.time(starts),
            "prices",
            Map.of(CATEGORY, new Admin.Price("1.00", "EUR")));
    var key = "bench-event-" + DataDirectory.randomSecret();
    return admin.post("/events", key, event, Patience.of(PATIENCE)).path("eventId").asString();
  }

  static String plan() {
    var rows = IntStream.range(0, SEATS / ROW_SEATS).mapToObj(BenchHall::row).collect(joining(","));
    return """
    {"name": "Bench hall", "categories": [{"name": "%s", "color": "#1b6ca8"}],
    "zones": [{"name": "Hall", "position": {"x": 0, "y": 0}, "rows": [%s], "areas": []}],
    "size": {"width": %d, "height": %d}}
    """
        .formatted(CATEGORY, rows, ROW_SEATS * SPACE, SEATS / ROW_SEATS * SPACE);
  }

  private static String row(int row) {
    var seats =
        IntStream.range(0, ROW_SEATS).mapToObj(seat -> seat(row, seat)).collect(joining(","));
    return """
    {"row_number": "%d", "position": {"x": 0, "y": %d}, "seats": [%s]}\
    """
        .formatted(row + 1, row * SPACE, seats);
  }

  private static String seat(int row, int seat) {
    return """
    {"seat_guid": "%s", "seat_number": "%d", "category": "%s", "position": {"x": %d, "y": 0}}\
    """
        .formatted(seat(row * ROW_SEATS + seat), seat + 1, CATEGORY, seat * SPACE);
  }
}

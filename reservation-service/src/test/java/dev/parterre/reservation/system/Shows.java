package dev.parterre.reservation.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/// Creates venues and events, and writes requests for their seats.
final class Shows {

  private Shows() {}

  /// The plan that `./parterre up` loads, of 669 seats.
  static byte[] theatrePlan() {
    try (var in = Shows.class.getResourceAsStream("/example/theatre.json")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Rows of seats `1-1`, `1-2`, …, all of one category.
  static Map<String, Object> plan(int rows, int seatsInRow) {
    return Map.of(
        "name", "House",
        "size", Map.of("width", 4000, "height", 4000),
        "categories", List.of(Map.of("name", "A", "color", "#336699")),
        "zones",
            List.of(
                Map.of(
                    "name", "Stalls",
                    "position", Map.of("x", 0, "y", 0),
                    "rows",
                        IntStream.rangeClosed(1, rows)
                            .mapToObj(r -> row(r, seatsInRow))
                            .toList())));
  }

  private static Map<String, Object> row(int row, int seats) {
    return Map.of(
        "row_number", "" + row,
        "position", Map.of("x", 0, "y", 30 * row),
        "seats", IntStream.rangeClosed(1, seats).mapToObj(seat -> seat(row, seat)).toList());
  }

  private static Map<String, Object> seat(int row, int seat) {
    return Map.of(
        "seat_guid",
        row + "-" + seat,
        "seat_number",
        "" + seat,
        "position",
        Map.of("x", 30 * seat, "y", 0),
        "category",
        "A");
  }

  /// @return the id of an event in a new venue
  static String event(Cluster cluster, int rows, int seatsInRow, Map<String, Object> rules) {
    return event(cluster, venue(cluster, plan(rows, seatsInRow)), rules);
  }

  static String venue(Cluster cluster, Object plan) {
    return cluster.admin().post("/venues", plan, key()).is(201).json().path("venueId").asString();
  }

  static String event(Cluster cluster, String venue, Map<String, Object> rules) {
    var event = new LinkedHashMap<String, Object>();
    event.put("name", "Show");
    event.put("venueId", venue);
    event.put("startsAt", "2099-01-01T19:30:00.000Z");
    event.put("prices", Map.of("A", Map.of("amount", "45.00", "currency", "EUR")));
    event.putAll(rules);
    return cluster.admin().post("/events", event, key()).is(201).json().path("eventId").asString();
  }

  /// Another customer for each request, since an event limits the seats of a customer.
  private static Map<String, String> buyer(String what, String... seats) {
    var number = Integer.toHexString(Objects.hash(what, List.of(seats)));
    return Map.of("name", "Ann", "email", "ann-" + number + "@example.org");
  }

  static Map<String, Object> seats(String... seats) {
    return Map.of("seats", List.of(seats));
  }

  static Map<String, Object> reservation(String eventId, String... seats) {
    return Map.of("eventId", eventId, "seats", List.of(seats), "customer", buyer(eventId, seats));
  }

  static Map<String, Object> reservationOf(String holdId) {
    return Map.of("holdId", holdId, "customer", buyer(holdId));
  }

  /// The header with a new key.
  static String[] key() {
    return key(UUID.randomUUID().toString());
  }

  static String[] key(String key) {
    return new String[] {"Idempotency-Key", key};
  }
}

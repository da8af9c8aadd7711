package dev.parterre.reservation.system;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/// Commands that fill the log: seating plans whose seats have names that cannot be compressed.
final class Bulk {

  private static final int PLANS = 12;
  private static final int SEATS = 15_000;

  private Bulk() {}

  static void load(Cluster cluster) {
    for (var i = 0; i < PLANS; i++) {
      Shows.venue(cluster, plan());
    }
  }

  private static Map<String, Object> plan() {
    var seats = IntStream.range(0, SEATS).mapToObj(Bulk::seat).toList();
    var row = Map.of("row_number", "1", "position", Map.of("x", 0, "y", 0), "seats", seats);
    return Map.of(
        "name", "Warehouse",
        "size", Map.of("width", 4000, "height", 4000),
        "categories", List.of(Map.of("name", "A", "color", "#336699")),
        "zones",
            List.of(
                Map.of("name", "Floor", "position", Map.of("x", 0, "y", 0), "rows", List.of(row))));
  }

  private static Map<String, Object> seat(int number) {
    return Map.of(
        "seat_guid",
        UUID.randomUUID().toString(),
        "seat_number",
        "" + number,
        "position",
        Map.of("x", number, "y", 0),
        "category",
        "A");
  }
}

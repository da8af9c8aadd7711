package dev.parterre.reservation.catalog;

import dev.parterre.reservation.catalog.PlanImport.Result.Faulty;
import dev.parterre.reservation.catalog.PlanImport.Result.Imported;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Plans for tests.
final class Plans {

  static final String SMALL =
      """
      {"name":"Hall","categories":[{"name":"A","color":"#fff"}],"size":{"width":10,"height":10},\
      "zones":[{"name":"Z","zone_id":"z","uuid":"u","position":{"y":0,"x":0.5},"rows":[\
      {"row_number":"1","row_label":"Row %s","seat_label":null,"uuid":"v","position":{"y":0,"x":2},\
      "seats":[{"seat_guid":"s1","seat_number":"1","category":"A","position":{"x":1,"y":1}}\
      ,{"seat_guid":"s2","seat_number":"2","category":"A","radius":12,"start_direction":"<",\
      "uuid":"w","position":{"x":21,"y":1}}]}],"areas":[]}]}\
      """;

  private Plans() {}

  /// A document that has no faults.
  static Plan imported(String json) {
    return ((Imported) PlanImport.read(json.getBytes(StandardCharsets.UTF_8))).plan();
  }

  static List<Fault> faults(String json) {
    return ((Faulty) PlanImport.read(json.getBytes(StandardCharsets.UTF_8))).faults();
  }

  static byte[] theatre() {
    return resource("/example/theatre.json");
  }

  static byte[] resource(String path) {
    try (var in = Plans.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Blocks of 50 rows of 40 seats around a field, in three categories.
  static byte[] arena(int blocks) {
    return """
    {"name": "Arena", "size": {"width": 20000, "height": 20000},
     "categories": [{"name": "A", "color": "#aa3333"}, {"name": "B", "color": "#33aa33"},
                    {"name": "C", "color": "#3333aa"}],
     "zones": [%s]}\
    """
        .formatted(
            IntStream.range(0, blocks).mapToObj(Plans::block).collect(Collectors.joining(",")))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String block(int block) {
    double angle = 2 * Math.PI * block / 50;
    return """
    {"name": "Block %d", "position": {"x": %d, "y": %d}, "rows": [%s]}\
    """
        .formatted(
            block + 1,
            Math.round(10_000 + 6_000 * Math.cos(angle)),
            Math.round(10_000 + 6_000 * Math.sin(angle)),
            IntStream.rangeClosed(1, 50)
                .mapToObj(row -> row(block, row))
                .collect(Collectors.joining(",")));
  }

  private static String row(int block, int row) {
    return """
    {"row_number": "%d", "position": {"x": 0, "y": %d}, "seats": [%s]}\
    """
        .formatted(
            row,
            22 * row,
            IntStream.rangeClosed(1, 40)
                .mapToObj(seat -> seat(block, row, seat))
                .collect(Collectors.joining(",")));
  }

  private static String seat(int block, int row, int seat) {
    return """
    {"seat_guid": "%d-%d-%d", "seat_number": "%d", "category": "%s", "position": {"x": %d, "y": 0}}\
    """
        .formatted(block + 1, row, seat, seat, "ABC".charAt(row / 20), 20 * seat);
  }
}

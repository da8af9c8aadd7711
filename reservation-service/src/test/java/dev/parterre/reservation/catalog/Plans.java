package dev.parterre.reservation.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Plans to try things with.
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

  static byte[] theatre() {
    try (var in = Plans.class.getResourceAsStream("/example/theatre.json")) {
      return java.util.Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

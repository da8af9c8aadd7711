package dev.parterre.reservation.catalog.source;

import java.util.Arrays;
import java.util.List;

/// A seat as a file has it.
///
/// @param id its name in the plan
/// @param color of its category, as `#rrggbb`; empty if the file does not say
/// @param x its middle, in pixels from the left
/// @param y its middle, in pixels from the top
/// @param radius in pixels; 0 for the usual one
record SourceSeat(
    String id,
    String section,
    String row,
    String number,
    String category,
    String color,
    List<String> features,
    double x,
    double y,
    double radius,
    Place place) {

  static final double COORDINATE_MAX = 1_000_000;

  /// The usual name of a seat.
  static String id(String section, String row, String number) {
    return section.isEmpty() ? row + "-" + number : section + "-" + row + "-" + number;
  }

  /// Reads what is special about a seat: a list separated by `|`.
  static List<String> features(String list) {
    return Arrays.stream(list.split("\\|")).map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  static boolean isSensible(double coordinate) {
    return Math.abs(coordinate) <= COORDINATE_MAX;
  }
}

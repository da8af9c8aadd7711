package dev.parterre.reservation.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A seating plan as it was read: possibly incomplete, in the order of the document. What could not
/// be read is null, and was noted as a fault.
final class PlanDraft {

  @Nullable String name;
  @Nullable Integer width;
  @Nullable Integer height;
  final List<CategoryDraft> categories = new ArrayList<>();
  final List<ZoneDraft> zones = new ArrayList<>();

  /// The areas that have places, by their ids.
  final Map<String, PlacesDraft> places = new LinkedHashMap<>();

  /// What is special about seats, by their `seat_guid`.
  final Map<String, List<String>> features = new LinkedHashMap<>();

  /// Where the plan is in the document, as a JSON pointer.
  String pointer = "";

  /// The places of an area, as a venue's side file states them.
  static final class PlacesDraft {
    @Nullable String name;
    @Nullable String category;
    @Nullable Integer capacity;
  }

  static final class CategoryDraft {
    @Nullable String name;
    @Nullable String color;
  }

  static final class ZoneDraft {
    @Nullable String name;
    PointDraft position = new PointDraft();
    final List<RowDraft> rows = new ArrayList<>();
    final List<AreaDraft> areas = new ArrayList<>();
  }

  static final class RowDraft {
    @Nullable String number;
    @Nullable String label;
    @Nullable String seatLabel;
    @Nullable String numberPosition;
    @Nullable Integer numberOfSeats;
    PointDraft position = new PointDraft();
    final List<SeatDraft> seats = new ArrayList<>();
  }

  static final class SeatDraft {
    static final int RADIUS = 10;

    @Nullable String guid;
    @Nullable String number;
    @Nullable String category;
    int radius = RADIUS;
    PointDraft position = new PointDraft();
  }

  static final class AreaDraft {
    @Nullable String id;
    @Nullable String shape;
    @Nullable String color;
    @Nullable String borderColor;
    double rotation;
    PointDraft position = new PointDraft();
    @Nullable List<PointDraft> points;
    @Nullable PointDraft rectangle;
    @Nullable PointDraft ellipse;
    @Nullable Double circle;
    @Nullable TextDraft text;
  }

  static final class TextDraft {
    static final int SIZE = 16;

    String text = "";
    @Nullable String color;
    int size = SIZE;
    PointDraft position = new PointDraft();
  }

  static final class PointDraft {
    double x;
    double y;
  }
}

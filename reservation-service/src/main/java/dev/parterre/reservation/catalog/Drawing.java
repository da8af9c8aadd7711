package dev.parterre.reservation.catalog;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A plan as the browser draws it, and as the log keeps it: all positions absolute, in pixels. As
/// JSON it is compact: the n-th entry of every array in `seats` is the plan's seat n.
///
/// @param size width and height
/// @param zones the names of the zones, each possibly empty
/// @param rows in plan order; rows without seats are left out
/// @param marks row numbers to draw, centred
/// @param areas to draw under the seats, in this order
/// @param features what is special about some seats; null if nothing is
@JsonInclude(JsonInclude.Include.NON_NULL)
record Drawing(
    int version,
    String name,
    int[] size,
    List<Category> categories,
    List<String> zones,
    List<Row> rows,
    Seats seats,
    List<Mark> marks,
    List<Area> areas,
    @Nullable List<Feature> features) {

  static final int VERSION = 1;

  /// @param zone an index in `zones`
  /// @param label for people, with the zone: "Stalls, Row A"
  /// @param first its first seat; the others follow
  record Row(int zone, String number, String label, int first, int count) {}

  /// @param label the seat within its row; its full label is the row's label, a comma, and this
  /// @param c indices in `categories`
  /// @param row indices in `rows`
  /// @param r radii; one number if all seats have the same
  record Seats(
      String[] id,
      String[] number,
      String[] label,
      double[] x,
      double[] y,
      int[] c,
      int[] row,
      @JsonFormat(
              with = {
                JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED,
                JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY
              })
          int[] r) {}

  /// @param seats those that have it, in plan order
  record Feature(String name, int[] seats) {}

  record Mark(double x, double y, String text) {}

  /// The points and the text are relative to (x, y). `rotation`, in degrees clockwise, turns the
  /// area around (x, y), which is the corner of a rectangle and the centre of an ellipse or a
  /// circle.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Area(
      String shape,
      double x,
      double y,
      @Nullable Double rotation,
      @Nullable String color,
      @Nullable String border,
      @Nullable Double width,
      @Nullable Double height,
      @Nullable Double rx,
      @Nullable Double ry,
      @Nullable Double radius,
      double @Nullable [] points,
      @Nullable Text text,
      @Nullable Places places) {}

  /// What makes an area one that people stand or sit in as they like.
  ///
  /// @param id the area's uuid in the plan
  /// @param c an index in `categories`
  record Places(String id, String name, int c, int capacity) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Text(String text, double x, double y, int size, @Nullable String color) {}
}

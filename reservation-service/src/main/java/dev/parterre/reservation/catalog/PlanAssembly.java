package dev.parterre.reservation.catalog;

import dev.parterre.reservation.catalog.PlanDraft.AreaDraft;
import dev.parterre.reservation.catalog.PlanDraft.PointDraft;
import dev.parterre.reservation.catalog.PlanDraft.RowDraft;
import dev.parterre.reservation.catalog.PlanDraft.SeatDraft;
import dev.parterre.reservation.catalog.PlanDraft.TextDraft;
import dev.parterre.reservation.catalog.PlanDraft.ZoneDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Turns a draft without faults into a drawing: adds up positions, and numbers the seats, rows and
/// categories.
final class PlanAssembly {

  private static final String COLOR = "#7f8c8d";

  /// From the middle of a row's last seat to the middle of its number, in radii of the seat.
  private static final double MARK_DISTANCE = 2.4;

  private final PlanDraft plan;
  private final List<Category> categories = new ArrayList<>();
  private final Map<String, Integer> categoryIndices = new HashMap<>();
  private final List<Drawing.Row> rows = new ArrayList<>();
  private final List<Drawing.Mark> marks = new ArrayList<>();
  private final List<Drawing.Area> areas = new ArrayList<>();
  private final SortedMap<String, BitSet> features = new TreeMap<>();
  private final Drawing.Seats seats;
  private int seat;

  PlanAssembly(PlanDraft plan) {
    this.plan = plan;
    int count = 0;
    for (var zone : plan.zones) {
      for (var row : zone.rows) {
        count += row.seats.size();
      }
    }
    seats =
        new Drawing.Seats(
            new String[count],
            new String[count],
            new String[count],
            new double[count],
            new double[count],
            new int[count],
            new int[count],
            new int[count]);
  }

  Drawing assemble() {
    for (var category : plan.categories) {
      String name = known(category.name);
      categoryIndices.put(name, categories.size());
      categories.add(new Category(name, Objects.requireNonNullElse(category.color, COLOR)));
    }
    var zones = new ArrayList<String>();
    for (var zone : plan.zones) {
      zone.rows.forEach(row -> addRow(zones.size(), zone, row));
      zone.areas.forEach(area -> addArea(zone.position, area));
      zones.add(Objects.requireNonNullElse(zone.name, ""));
    }
    return new Drawing(
        Drawing.VERSION,
        known(plan.name),
        new int[] {known(plan.width), known(plan.height)},
        categories,
        zones,
        rows,
        withOneRadius(seats),
        marks,
        areas,
        features());
  }

  private @Nullable List<Drawing.Feature> features() {
    return features.isEmpty()
        ? null
        : features.entrySet().stream()
            .map(it -> new Drawing.Feature(it.getKey(), it.getValue().stream().toArray()))
            .toList();
  }

  private void addRow(int zoneIndex, ZoneDraft zone, RowDraft row) {
    if (row.seats.isEmpty()) {
      return;
    }
    int first = seat;
    for (var draft : row.seats) {
      addSeat(zone.position, row, draft);
    }
    String label = PlanLabels.join(Objects.requireNonNullElse(zone.name, ""), PlanLabels.row(row));
    rows.add(new Drawing.Row(zoneIndex, known(row.number), label, first, seat - first));
    addMarks(row, first, seat - 1);
  }

  private void addSeat(PointDraft zone, RowDraft row, SeatDraft draft) {
    seats.id()[seat] = known(draft.guid);
    seats.number()[seat] = known(draft.number);
    seats.label()[seat] = PlanLabels.seat(row, draft);
    seats.x()[seat] = rounded(zone.x + row.position.x + draft.position.x);
    seats.y()[seat] = rounded(zone.y + row.position.y + draft.position.y);
    seats.c()[seat] = known(categoryIndices.get(known(draft.category)));
    seats.row()[seat] = rows.size();
    seats.r()[seat] = draft.radius;
    for (var feature : plan.features.getOrDefault(known(draft.guid), List.of())) {
      features.computeIfAbsent(feature, _ -> new BitSet()).set(seat);
    }
    seat++;
  }

  private void addMarks(RowDraft row, int first, int last) {
    String position = Objects.requireNonNullElse(row.numberPosition, "");
    if (position.equals("start") || position.equals("both")) {
      addMark(row, first, Math.min(first + 1, last), -1);
    }
    if (position.equals("end") || position.equals("both")) {
      addMark(row, last, Math.max(last - 1, first), 1);
    }
  }

  /// Puts the row's number beyond the seat at its end, on the line through the seat beside it.
  ///
  /// @param alone the direction along the x axis if the row has only one seat
  private void addMark(RowDraft row, int end, int beside, int alone) {
    double dx = seats.x()[end] - seats.x()[beside];
    double dy = seats.y()[end] - seats.y()[beside];
    double length = Math.hypot(dx, dy);
    double distance = MARK_DISTANCE * seats.r()[end];
    marks.add(
        new Drawing.Mark(
            rounded(seats.x()[end] + (length == 0 ? alone : dx / length) * distance),
            rounded(seats.y()[end] + (length == 0 ? 0 : dy / length) * distance),
            known(row.number)));
  }

  private void addArea(PointDraft zone, AreaDraft area) {
    String shape = Objects.requireNonNullElse(area.shape, "text");
    boolean rectangle = shape.equals("rectangle");
    boolean ellipse = shape.equals("ellipse");
    var points = shape.equals("polygon") ? area.points : null;
    areas.add(
        new Drawing.Area(
            shape,
            rounded(zone.x + area.position.x),
            rounded(zone.y + area.position.y),
            area.rotation == 0 ? null : area.rotation,
            area.color,
            area.borderColor,
            rectangle && area.rectangle != null ? (Double) rounded(area.rectangle.x) : null,
            rectangle && area.rectangle != null ? (Double) rounded(area.rectangle.y) : null,
            ellipse && area.ellipse != null ? (Double) area.ellipse.x : null,
            ellipse && area.ellipse != null ? (Double) area.ellipse.y : null,
            shape.equals("circle") && area.circle != null ? (Double) rounded(area.circle) : null,
            points == null ? null : flat(points),
            area.text == null ? null : text(area.text),
            places(area.id)));
  }

  private Drawing.@Nullable Places places(@Nullable String area) {
    var places = area == null ? null : plan.places.get(area);
    return places == null
        ? null
        : new Drawing.Places(
            known(area),
            known(places.name),
            known(categoryIndices.get(known(places.category))),
            known(places.capacity));
  }

  private static Drawing.Text text(TextDraft text) {
    return new Drawing.Text(text.text, text.position.x, text.position.y, text.size, text.color);
  }

  private static double[] flat(List<PointDraft> points) {
    return points.stream()
        .flatMapToDouble(point -> Arrays.stream(new double[] {point.x, point.y}))
        .map(PlanAssembly::rounded)
        .toArray();
  }

  private static Drawing.Seats withOneRadius(Drawing.Seats seats) {
    int[] distinct = Arrays.stream(seats.r()).distinct().limit(2).toArray();
    return new Drawing.Seats(
        seats.id(),
        seats.number(),
        seats.label(),
        seats.x(),
        seats.y(),
        seats.c(),
        seats.row(),
        distinct.length == 1 ? distinct : seats.r());
  }

  private static double rounded(double pixels) {
    return Math.round(pixels * 100) / 100.0;
  }

  private static <T> T known(@Nullable T value) {
    return Objects.requireNonNull(value, "checked before");
  }
}

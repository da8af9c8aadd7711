package dev.parterre.reservation.catalog.source;

import dev.parterre.reservation.catalog.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/// Seats as a plan in pretix's format: sections become zones, and sections, rows and seats keep the
/// order of the file.
final class PlanDocument {

  private static final double MARGIN = 50;

  /// For categories without a colour; legible on light and dark, and told apart by most people
  /// ([Okabe and Ito](https://jfly.uni-koeln.de/color/)).
  private static final List<String> COLORS =
      List.of(
          "#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#f0e442", "#000000");

  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, List<String>> features = new LinkedHashMap<>();
  private byte[] json = {};

  private PlanDocument() {}

  static PlanDocument of(String name, List<SourceSeat> seats) {
    var document = new PlanDocument();
    var plan = document.plan(name, seats);
    document.json =
        JsonMapper.shared()
            .writeValueAsBytes(
                document.features.isEmpty()
                    ? plan
                    : Map.of("plan", plan, "features", document.features));
    return document;
  }

  byte[] json() {
    return json;
  }

  /// The places in the file of what these pointers point to: of a seat, or of something in it.
  Map<String, Place> places(Set<String> pointers) {
    var found = new HashMap<String, Place>();
    for (var pointer : pointers) {
      var inPlan = pointer.startsWith("/plan/") ? pointer.substring("/plan".length()) : pointer;
      for (var at = inPlan; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
        var place = places.get(at);
        if (place != null) {
          found.put(pointer, place);
          break;
        }
      }
    }
    return found;
  }

  private Map<String, Object> plan(String name, List<SourceSeat> seats) {
    double left = seats.stream().mapToDouble(SourceSeat::x).min().orElse(0) - MARGIN;
    double top = seats.stream().mapToDouble(SourceSeat::y).min().orElse(0) - MARGIN;
    double right = seats.stream().mapToDouble(SourceSeat::x).max().orElse(0) + MARGIN;
    double bottom = seats.stream().mapToDouble(SourceSeat::y).max().orElse(0) + MARGIN;
    var plan = new LinkedHashMap<String, Object>();
    plan.put("name", name);
    plan.put(
        "size",
        Map.of("width", (int) Math.ceil(right - left), "height", (int) Math.ceil(bottom - top)));
    plan.put("categories", categories(seats));
    plan.put("zones", zones(seats, left, top));
    return plan;
  }

  private List<Map<String, Object>> categories(List<SourceSeat> seats) {
    var colors = new LinkedHashMap<String, String>();
    for (var seat : seats) {
      if (!colors.containsKey(seat.category())) {
        places.put("/categories/" + colors.size(), seat.place());
      }
      colors.merge(seat.category(), seat.color(), (had, more) -> had.isEmpty() ? more : had);
    }
    var categories = new ArrayList<Map<String, Object>>();
    colors.forEach(
        (category, color) -> {
          var usual = COLORS.get(categories.size() % COLORS.size());
          categories.add(Map.of("name", category, "color", color.isEmpty() ? usual : color));
        });
    return categories;
  }

  private List<Map<String, Object>> zones(List<SourceSeat> seats, double left, double top) {
    var sections = new LinkedHashMap<String, Map<String, List<SourceSeat>>>();
    for (var seat : seats) {
      sections
          .computeIfAbsent(seat.section(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(seat.row(), _ -> new ArrayList<>())
          .add(seat);
    }
    var zones = new ArrayList<Map<String, Object>>();
    sections.forEach(
        (section, rows) -> {
          var at = "/zones/" + zones.size();
          var zone = new LinkedHashMap<String, Object>();
          zone.put("name", section);
          zone.put("position", position(-left, -top));
          zone.put("rows", rows(rows, at));
          zone.put("areas", List.of());
          zones.add(zone);
        });
    return zones;
  }

  private List<Map<String, Object>> rows(Map<String, List<SourceSeat>> rows, String zone) {
    var written = new ArrayList<Map<String, Object>>();
    rows.forEach(
        (number, seats) -> {
          var at = zone + "/rows/" + written.size();
          places.putIfAbsent(zone, seats.getFirst().place());
          places.put(at, seats.getFirst().place());
          var row = new LinkedHashMap<String, Object>();
          row.put("row_number", number);
          row.put("position", position(0, 0));
          row.put("seats", seats(seats, at));
          written.add(row);
        });
    return written;
  }

  private List<Map<String, Object>> seats(List<SourceSeat> seats, String row) {
    var written = new ArrayList<Map<String, Object>>();
    for (var source : seats) {
      places.put(row + "/seats/" + written.size(), source.place());
      var seat = new LinkedHashMap<String, Object>();
      seat.put("seat_guid", source.id());
      seat.put("seat_number", source.number());
      seat.put("position", position(source.x(), source.y()));
      seat.put("category", source.category());
      if (source.radius() > 0) {
        seat.put("radius", Math.max(1, (int) Math.round(source.radius())));
      }
      written.add(seat);
      if (!source.features().isEmpty()) {
        features.put(source.id(), source.features());
        places.put("/features/" + Fault.escaped(source.id()), source.place());
      }
    }
    return written;
  }

  private static Map<String, Object> position(double x, double y) {
    return Map.of("x", rounded(x), "y", rounded(y));
  }

  private static double rounded(double pixels) {
    return Math.round(pixels * 100) / 100.0;
  }
}

package dev.parterre.reservation.catalog.source;

import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.PlanImport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A file that a plan is read from.
public final class PlanSource {

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int FAULTS_MAX = 1_000;

  /// In pixels.
  private static final double NEAR = 2;

  private PlanSource() {}

  /// A plan, or what is wrong with the file.
  public sealed interface Result {

    /// @param json the plan in pretix's format, or with what is beside it, as `POST /venues` takes
    ///   it
    /// @param warnings in the order of the file
    record Read(Plan plan, byte[] json, List<PlacedFault> warnings) implements Result {}

    /// @param faults at least one, in the order of the file
    /// @param more whether there may be more than are listed
    record Faulty(List<PlacedFault> faults, boolean more) implements Result {}
  }

  /// @param name of the file: by its ending, a table of seats (`.csv`), a drawing (`.svg`), or else
  ///   a plan in JSON
  public static Result read(String name, byte[] content) {
    var lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv")) {
      return result(SeatTable.read(withoutEnding(name), content));
    }
    if (lower.endsWith(".svg")) {
      return result(SeatDrawing.read(withoutEnding(name), content));
    }
    byte[] json = withoutMark(content);
    return result(json, pointers -> JsonPlaces.find(pointers, json), List.of());
  }

  /// Without the byte-order mark that some editors write.
  private static byte[] withoutMark(byte[] text) {
    boolean isMarked = text.length >= 3 && Arrays.equals(text, 0, 3, MARK, 0, 3);
    return isMarked ? Arrays.copyOfRange(text, 3, text.length) : text;
  }

  private static String withoutEnding(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /// What a table or a drawing contains.
  ///
  /// @param faults if there are some, the rest does not matter
  record Contents(
      String name, List<SourceSeat> seats, List<PlacedFault> faults, List<PlacedFault> warnings) {}

  private interface Locator {
    Map<String, Place> places(Set<String> pointers);
  }

  private static Result result(Contents contents) {
    if (!contents.faults().isEmpty()) {
      return new Result.Faulty(contents.faults(), contents.faults().size() >= FAULTS_MAX);
    }
    var document = PlanDocument.of(contents.name(), contents.seats());
    var warnings = new ArrayList<>(contents.warnings());
    warnings.addAll(overlaps(contents.seats()));
    return result(document.json(), document::places, warnings);
  }

  /// Seats that stand where another one does, or almost.
  private static List<PlacedFault> overlaps(List<SourceSeat> seats) {
    var taken = new HashMap<List<Long>, SourceSeat>();
    var overlaps = new ArrayList<PlacedFault>();
    for (var seat : seats) {
      var spot = List.of(Math.round(seat.x() / NEAR), Math.round(seat.y() / NEAR));
      var other = taken.putIfAbsent(spot, seat);
      if (other != null && overlaps.size() < FAULTS_MAX) {
        var words = "\"" + seat.id() + "\" stands where \"" + other.id() + "\" does.";
        overlaps.add(new PlacedFault(seat.place(), words));
      }
    }
    return overlaps;
  }

  private static Result result(byte[] json, Locator locator, List<PlacedFault> warnings) {
    return switch (PlanImport.read(json)) {
      case PlanImport.Result.Imported(var plan, var more) ->
          new Result.Read(
              plan,
              json,
              Stream.concat(warnings.stream(), placed(more, locator).stream()).toList());
      case PlanImport.Result.Faulty(var faults, var more) ->
          new Result.Faulty(placed(faults, locator), more);
      case PlanImport.Result.NotJson(var detail) ->
          new Result.Faulty(List.of(new PlacedFault(JsonPlaces.of(detail), detail)), false);
    };
  }

  private static List<PlacedFault> placed(List<Fault> faults, Locator locator) {
    var places = locator.places(faults.stream().map(Fault::pointer).collect(Collectors.toSet()));
    var placed = new ArrayList<PlacedFault>();
    for (var fault : faults) {
      var place = places.getOrDefault(fault.pointer(), Place.START);
      var where = fault.pointer().isEmpty() ? "" : " (" + fault.pointer() + ")";
      placed.add(new PlacedFault(place, fault.detail() + where));
    }
    placed.sort(
        Comparator.<PlacedFault>comparingLong(it -> it.place().line())
            .thenComparingLong(it -> it.place().column()));
    return placed;
  }
}

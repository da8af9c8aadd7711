package dev.parterre.reservation.catalog;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A seating plan. It is immutable, and its seats are numbered from 0 in plan order, row by row.
public final class Plan {

  /// Bytes of memory for a seat, not counting the characters of its texts.
  private static final int SEAT_WEIGHT = 200;

  /// The same for an area with places.
  private static final int AREA_WEIGHT = 400;

  /// Bytes of memory for a seat's feature.
  private static final int FEATURE_WEIGHT = 5;

  /// Features that are more than labels: a place for a wheelchair, a seat beside one for who comes
  /// along, and a seat from which one does not see everything.
  public static final String ACCESSIBLE = "accessible";

  public static final String COMPANION = "companion";
  public static final String RESTRICTED_VIEW = "restricted-view";

  private static final BitSet NONE = new BitSet();

  private final Drawing drawing;
  private final PackedDrawing packed;
  private final List<int[]> rows;
  private final Map<String, Integer> indices;
  private final List<Area> areas;
  private final Map<String, Integer> areaIndices = new HashMap<>();
  private final SortedMap<String, BitSet> features = new TreeMap<>();
  private final Nearness nearness;

  private Plan(Drawing drawing, PackedDrawing packed) {
    this.drawing = drawing;
    nearness = Nearness.of(drawing);
    this.packed = packed;
    rows =
        drawing.rows().stream()
            .map(row -> IntStream.range(row.first(), row.first() + row.count()).toArray())
            .toList();
    indices = HashMap.newHashMap(drawing.seats().id().length);
    for (int i = 0; i < drawing.seats().id().length; i++) {
      indices.put(drawing.seats().id()[i], i);
    }
    areas =
        drawing.areas().stream()
            .flatMap(area -> Stream.ofNullable(area.places()))
            .map(it -> new Area(it.id(), it.name(), category(it.c()), it.capacity()))
            .toList();
    for (int i = 0; i < areas.size(); i++) {
      areaIndices.put(areas.get(i).id(), i);
    }
    if (drawing.features() != null) {
      for (var feature : drawing.features()) {
        features.put(feature.name(), bits(feature.seats()));
      }
    }
  }

  private static BitSet bits(int[] seats) {
    var bits = new BitSet();
    for (int seat : seats) {
      bits.set(seat);
    }
    return bits;
  }

  static Plan of(Drawing drawing) {
    return new Plan(drawing, PackedDrawing.of(drawing));
  }

  /// @param row an index in [#rows]
  public record Seat(SeatId id, String label, String category, int row) {}

  /// An area with places that have no numbers.
  ///
  /// @param id the area's uuid in the imported plan
  /// @param capacity how many places it has, at least 1
  public record Area(String id, String name, String category, int capacity) {}

  public String name() {
    return drawing.name();
  }

  /// In the order in which the plan declares them.
  public List<Category> categories() {
    return List.copyOf(drawing.categories());
  }

  /// The number of a category in [#categories]; -1 if the plan has none with this name.
  public int indexOfCategory(String name) {
    return drawing.categories().stream().map(Category::name).toList().indexOf(name);
  }

  /// Whether some seat is of this category.
  public boolean hasSeatsOf(String category) {
    int index = indexOfCategory(category);
    return IntStream.of(drawing.seats().c()).anyMatch(it -> it == index);
  }

  /// The most people that may be there: each seat and each place counts as one. So there are never
  /// more holds and reservations of an event than this.
  public long capacity() {
    return seatCount() + areas().stream().mapToLong(Area::capacity).sum();
  }

  public int seatCount() {
    return drawing.seats().id().length;
  }

  /// The number of a seat; -1 if the plan has no such seat.
  public int indexOf(SeatId seat) {
    return indices.getOrDefault(seat.guid(), -1);
  }

  public Seat seat(int index) {
    var seats = drawing.seats();
    int row = seats.row()[index];
    return new Seat(
        new SeatId(seats.id()[index]),
        PlanLabels.join(drawing.rows().get(row).label(), seats.label()[index]),
        category(seats.c()[index]),
        row);
  }

  /// The name of a seat's category: as [#seat] has it, without making the seat's label.
  public String categoryName(int seat) {
    return category(categoryOf(seat));
  }

  /// The number of a seat's category in [#categories].
  public int categoryOf(int seat) {
    return drawing.seats().c()[seat];
  }

  /// The row of a seat, as a number in [#rows].
  public int rowOf(int seat) {
    return drawing.seats().row()[seat];
  }

  /// Whether seats are in one row, each next to another. The seats of a row have consecutive
  /// numbers.
  ///
  /// @param seats at least one, in any order
  public boolean areSideBySide(int[] seats) {
    int[] sorted = IntStream.of(seats).sorted().toArray();
    int last = sorted.length - 1;
    return sorted[last] - sorted[0] == last && rowOf(sorted[0]) == rowOf(sorted[last]);
  }

  /// How far two seats are apart, in the unit of [Nearness#distance].
  public int distance(int seat, int other) {
    var seats = drawing.seats();
    return Nearness.units(seats.x()[seat] - seats.x()[other], seats.y()[seat] - seats.y()[other]);
  }

  /// The sum of the distances of some seats from the point in their middle, in the same unit.
  public long spread(int[] some) {
    var seats = drawing.seats();
    double x = 0;
    double y = 0;
    for (int seat : some) {
      x += seats.x()[seat] / some.length;
      y += seats.y()[seat] / some.length;
    }
    long spread = 0;
    for (int seat : some) {
      spread += Nearness.units(seats.x()[seat] - x, seats.y()[seat] - y);
    }
    return spread;
  }

  /// How near the seats are to where the audience looks.
  public Nearness nearness() {
    return nearness;
  }

  private String category(int index) {
    return drawing.categories().get(index).name();
  }

  /// The names of all features that seats of the plan have, in alphabetical order.
  public List<String> features() {
    return List.copyOf(features.keySet());
  }

  /// The names of the features that a seat has, in alphabetical order.
  public List<String> features(int seat) {
    return features.isEmpty()
        ? List.of()
        : features.keySet().stream().filter(name -> seatsWith(name).get(seat)).toList();
  }

  /// The numbers of the seats that have the feature of this name. Not a copy: callers must not
  /// change it.
  public BitSet seatsWith(String feature) {
    return features.getOrDefault(feature, NONE);
  }

  /// The areas with places, in plan order; they are numbered from 0.
  public List<Area> areas() {
    return areas;
  }

  /// The number of an area with places; -1 if the plan has none with this id.
  public int indexOfArea(String id) {
    return areaIndices.getOrDefault(id, -1);
  }

  /// The numbers of the seats of each row, in the order in which they stand. The arrays are not
  /// copies: callers must not change them.
  public List<int[]> rows() {
    return rows;
  }

  Drawing contents() {
    return drawing;
  }

  /// What a browser draws from.
  public PackedDrawing drawing() {
    return packed;
  }

  /// An estimate of the plan's memory, in bytes: the same on every replica.
  public long weight() {
    var seats = drawing.seats();
    long weight = packed.size() + (long) SEAT_WEIGHT * seats.id().length;
    for (int i = 0; i < seats.id().length; i++) {
      weight += seats.id()[i].length() + seats.number()[i].length() + seats.label()[i].length();
    }
    for (var area : areas) {
      weight += AREA_WEIGHT + area.id().length() + area.name().length();
    }
    for (var name : features.keySet()) {
      weight += AREA_WEIGHT + (long) FEATURE_WEIGHT * seatsWith(name).cardinality();
    }
    return weight;
  }

  /// The plan in a compact form, for the log and the snapshots.
  public byte[] encode() {
    return packed.bytes();
  }

  /// @param encoded what [#encode] returned, on this replica or another
  /// @throws IllegalArgumentException if it is anything else
  public static Plan decode(byte[] encoded) {
    var packed = new PackedDrawing(encoded.clone());
    return new Plan(packed.unpack(), packed);
  }
}

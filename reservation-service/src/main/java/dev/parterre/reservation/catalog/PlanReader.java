package dev.parterre.reservation.catalog;

import dev.parterre.reservation.catalog.PlanDraft.CategoryDraft;
import dev.parterre.reservation.catalog.PlanDraft.RowDraft;
import dev.parterre.reservation.catalog.PlanDraft.SeatDraft;
import dev.parterre.reservation.catalog.PlanDraft.ZoneDraft;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads pretix's seating-plan format into a draft, member by member as in its schema. It limits
/// what the schema does not, so that no plan costs more than a large theatre. Members that only
/// earlier versions of the schema have, or that pretix's editor adds, are ignored if they say
/// nothing about a seat.
final class PlanReader {

  static final int TEXT_MAX = 255;
  static final int ZONES_MAX = 10_000;
  static final int ROWS_MAX = 100_000;
  static final int CATEGORIES_MAX = 1_000;
  static final int SIZE_MAX = 1_000_000;
  static final int RADIUS_MAX = 10_000;

  /// The members of a document that has more than the plan.
  private static final Set<String> ACCOMPANIED = Set.of("plan", "areas", "features");

  private static final List<String> REQUIRED = List.of("zones", "name", "categories", "size");
  private static final Set<String> NUMBER_POSITIONS = Set.of("start", "end", "both");

  private final JsonWalk walk;
  private final AreaReader areas;
  private final PlacesReader places;
  private final FeaturesReader features;
  private final PlanDraft plan = new PlanDraft();
  private final Set<String> found = new HashSet<>();
  private int rows;
  private int seats;

  PlanReader(JsonWalk walk) {
    this.walk = walk;
    areas = new AreaReader(walk);
    places = new PlacesReader(walk);
    features = new FeaturesReader(walk);
  }

  /// Reads either a plan alone, or an object with the plan and what it says nothing about: the
  /// places of its areas, and the features of its seats.
  PlanDraft read() {
    if (walk.object(List.of(), this::member)) {
      (isAccompanied() ? List.of("plan") : REQUIRED)
          .stream().filter(member -> !found.contains(member)).forEach(walk::missing);
    }
    return plan;
  }

  /// How many seats the document has, including those beyond the limit that the draft does not
  /// keep.
  int seats() {
    return seats;
  }

  private boolean isAccompanied() {
    return found.stream().anyMatch(ACCOMPANIED::contains);
  }

  private boolean member(String member) {
    boolean accompanies = ACCOMPANIED.contains(member);
    boolean known = accompanies || REQUIRED.contains(member);
    if (!known || (!found.isEmpty() && accompanies != isAccompanied())) {
      return false;
    }
    found.add(member);
    if (!accompanies) {
      return planMember(member);
    }
    plan.pointer = "/plan";
    switch (member) {
      case "plan" -> walk.object(REQUIRED, this::planMember);
      case "areas" -> places.read(plan.places);
      default -> features.read(plan.features);
    }
    return true;
  }

  private boolean planMember(String member) {
    switch (member) {
      case "name" -> plan.name = walk.text(TEXT_MAX);
      case "categories" -> walk.array(CATEGORIES_MAX, this::category);
      case "zones" -> walk.array(ZONES_MAX, this::zone);
      case "size" -> walk.object(List.of("width", "height"), this::sizeMember);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean sizeMember(String member) {
    switch (member) {
      case "width" -> plan.width = walk.whole(1, SIZE_MAX);
      case "height" -> plan.height = walk.whole(1, SIZE_MAX);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void category() {
    var category = new CategoryDraft();
    plan.categories.add(category);
    walk.object(
        List.of("name"),
        member -> {
          switch (member) {
            case "name" -> category.name = walk.text(TEXT_MAX);
            case "color" -> category.color = areas.color();
            default -> {
              return false;
            }
          }
          return true;
        });
  }

  private void zone() {
    var zone = new ZoneDraft();
    plan.zones.add(zone);
    walk.object(
        List.of("position", "rows"),
        member -> {
          switch (member) {
            case "name" -> zone.name = walk.text(TEXT_MAX);
            case "zone_id", "uuid" -> walk.text(TEXT_MAX);
            case "position" -> zone.position = areas.point();
            case "rows" -> walk.array(ROWS_MAX, () -> row(zone));
            case "areas" -> walk.array(AreaReader.AREAS_MAX, () -> areas.area(zone.areas));
            case "displayed", "_editor_id" -> {
              return walk.passOver();
            }
            default -> {
              return false;
            }
          }
          return true;
        });
  }

  private void row(ZoneDraft zone) {
    var row = new RowDraft();
    if (rows++ < ROWS_MAX) {
      zone.rows.add(row);
    } else if (rows == ROWS_MAX + 1) {
      walk.fault("is one row more than the " + ROWS_MAX + " that a plan may have");
    }
    walk.object(
        List.of("seats", "row_number"),
        member -> {
          switch (member) {
            case "row_number" -> row.number = walk.text(TEXT_MAX);
            case "row_label" -> row.label = walk.textOrNull(TEXT_MAX);
            case "seat_label" -> row.seatLabel = walk.textOrNull(TEXT_MAX);
            case "uuid" -> walk.text(TEXT_MAX);
            case "row_number_position" -> row.numberPosition = numberPosition();
            case "position" -> row.position = areas.point();
            case "seats" -> walk.array(Integer.MAX_VALUE, () -> seat(row));
            case "number_of_seats" -> row.numberOfSeats = walk.whole(0, Integer.MAX_VALUE);
            case "seats_spacing" -> {
              return walk.passOver();
            }
            default -> {
              return false;
            }
          }
          return true;
        });
  }

  private @Nullable String numberPosition() {
    String position = walk.textOrNull(TEXT_MAX);
    if (position != null && !NUMBER_POSITIONS.contains(position)) {
      walk.fault("must be \"start\", \"end\", \"both\" or null");
    }
    return position;
  }

  private void seat(RowDraft row) {
    var seat = new SeatDraft();
    if (seats++ < PlanImport.SEATS_MAX) {
      row.seats.add(seat);
    }
    walk.object(
        List.of("seat_guid", "seat_number", "position", "category"),
        member -> {
          switch (member) {
            case "seat_guid" -> seat.guid = walk.text(TEXT_MAX);
            case "seat_number" -> seat.number = walk.text(TEXT_MAX);
            case "uuid" -> walk.text(TEXT_MAX);
            case "start_direction" -> walk.textOrNull(TEXT_MAX);
            case "radius" -> seat.radius = radius();
            case "position" -> seat.position = areas.point();
            case "category" -> seat.category = walk.text(TEXT_MAX);
            default -> {
              return false;
            }
          }
          return true;
        });
  }

  private int radius() {
    Integer radius = walk.whole(1, RADIUS_MAX);
    return radius == null ? SeatDraft.RADIUS : radius;
  }
}

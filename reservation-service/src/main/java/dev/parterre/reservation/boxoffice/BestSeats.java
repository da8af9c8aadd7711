package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.catalog.Nearness;
import dev.parterre.reservation.catalog.Plan;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Finds the best free seats, in the steps of
/// [seats.io](https://docs.seats.io/docs/api/best-available): side by side in one row without
/// leaving a single free seat behind; otherwise side by side; otherwise, if the request allows it,
/// over several rows and as close together as possible. Of all that a step finds, the seats that
/// are together nearest the focal point win, and of equally near ones the first in plan order.
///
/// The first two steps look at each seat of the plan once, the third one at the square of
/// [#CANDIDATES_MAX].
final class BestSeats {

  /// The format level that added this, and the exception from the rule against orphans.
  static final int LEVEL = FormatLevel.FIFTH;

  /// Over several rows, only so many free seats are looked at, those nearest the focal point. More
  /// than any event sells at once.
  static final int CANDIDATES_MAX = 250;

  private static final int ANY = -1;

  private final SeatMap map;
  private final Plan plan;
  private final Nearness nearness;
  private final int quantity;
  private final int category;

  /// @param category a number in [Plan#categories], or [#ANY]
  private BestSeats(SeatMap map, int quantity, int category) {
    this.map = map;
    plan = map.offer().plan();
    nearness = plan.nearness();
    this.quantity = quantity;
    this.category = category;
  }

  /// Seats that are side by side.
  ///
  /// @param from the position of the first one in its row
  /// @param distance the sum of their distances from the focal point
  private record Run(int[] row, int from, long distance) {
    int[] seats(int quantity) {
      return Arrays.copyOfRange(row, from, from + quantity);
    }

    boolean isNearerThan(@Nullable Run other) {
      return other == null || distance < other.distance;
    }
  }

  /// @param spread see [Plan#spread]
  private record Group(int[] seats, long spread) {}

  /// The seats in plan order; empty if there are none that are as wanted.
  static Optional<int[]> find(Wanted.Best wanted, SeatMap map) {
    int category = wanted.category().map(map.offer().plan()::indexOfCategory).orElse(ANY);
    var seats = new BestSeats(map, wanted.quantity(), category);
    return seats
        .sideBySide(true)
        .or(() -> seats.sideBySide(false))
        .or(() -> wanted.adjacent() ? Optional.empty() : seats.closeTogether());
  }

  /// Whether as many seats as these can be had without leaving a single one behind, of the same
  /// category if these have but one.
  static boolean hasTidyAlternative(int[] seats, SeatMap map) {
    int[] categories =
        IntStream.of(seats).map(map.offer().plan()::categoryOf).distinct().limit(2).toArray();
    int category = categories.length == 1 ? categories[0] : ANY;
    return new BestSeats(map, seats.length, category).sideBySide(true).isPresent();
  }

  /// @param tidy whether no single seat may be left behind
  private Optional<int[]> sideBySide(boolean tidy) {
    Run nearest = null;
    for (int[] row : plan.rows()) {
      nearest = nearest(row, tidy, nearest);
    }
    return Optional.ofNullable(nearest).map(run -> run.seats(quantity));
  }

  /// @param best what other rows have
  private @Nullable Run nearest(int[] row, boolean tidy, @Nullable Run best) {
    var nearest = best;
    int free = 0;
    long distance = 0;
    for (int at = 0; at < row.length; at++) {
      if (isFree(row[at])) {
        free++;
        distance += nearness.distance(row[at]);
      } else {
        free = 0;
        distance = 0;
      }
      if (free > quantity) {
        distance -= nearness.distance(row[at - quantity]);
      }
      if (free >= quantity) {
        var run = new Run(row, at - quantity + 1, distance);
        if (run.isNearerThan(nearest) && !(tidy && leavesOrphan(row, at))) {
          nearest = run;
        }
      }
    }
    return nearest;
  }

  private boolean leavesOrphan(int[] row, int last) {
    return Orphans.areLeftBeside(row, last - quantity + 1, last, map::isTaken);
  }

  private Optional<int[]> closeTogether() {
    int[] candidates =
        IntStream.of(nearness.order()).filter(this::isFree).limit(CANDIDATES_MAX).toArray();
    if (candidates.length < quantity) {
      return Optional.empty();
    }
    return IntStream.of(candidates)
        .mapToObj(seat -> around(seat, candidates))
        .reduce((best, next) -> next.spread < best.spread ? next : best)
        .map(group -> IntStream.of(group.seats).sorted().toArray());
  }

  /// A seat and those nearest to it; of equally near ones the first among the candidates.
  private Group around(int seat, int[] candidates) {
    var keys = new long[candidates.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) plan.distance(seat, candidates[i]) << Integer.SIZE | i;
    }
    Arrays.sort(keys);
    int[] seats =
        LongStream.of(keys).limit(quantity).mapToInt(key -> candidates[(int) key]).toArray();
    return new Group(seats, plan.spread(seats));
  }

  private boolean isFree(int seat) {
    return !map.isTaken(seat) && (category == ANY || plan.categoryOf(seat) == category);
  }
}

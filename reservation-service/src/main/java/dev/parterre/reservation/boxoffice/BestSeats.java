package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.catalog.Nearness;
import dev.parterre.reservation.catalog.Plan;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the best free seats, in the steps of
/// [seats.io](https://docs.seats.io/docs/api/best-available): side by side in one row without
/// leaving a single free seat behind; otherwise side by side; otherwise, if the request allows it,
/// over several rows and close together. Of all that the first two steps find, the seats that are
/// together nearest the focal point win, and of equally near ones the first in plan order. The
/// third one takes each of the nearest seats with those nearest to it, once by distance and once
/// row by row, and of these groups the one that leaves the fewest single seats behind and is the
/// closest together.
///
/// As many seats are accessible as the request says. Only if that is not none, others may be seats
/// of companions. Seats with a restricted view are taken only where a search without them finds
/// nothing.
///
/// The first two steps look at each seat of the plan once, the third one at the square of
/// [#CANDIDATES_MAX].
final class BestSeats {

  /// The format level that added this, and the exception from the rule against orphans.
  static final int LEVEL = FormatLevel.FIFTH;

  /// Over several rows, only so many free seats are looked at, those nearest the focal point: so
  /// many accessible ones, and so many others. More than any event sells at once.
  static final int CANDIDATES_MAX = 150;

  /// A key to sort candidates by: a number of rows, a distance and a position, in this order.
  private static final int ROWS_SHIFT = 47;

  private static final int DISTANCE_SHIFT = 16;
  private static final int ROWS_MAX = 0xffff;
  private static final int POSITION_MASK = 0xffff;

  /// A category that is none: any.
  static final int ANY = -1;

  private final IntPredicate taken;
  private final Plan plan;
  private final Nearness nearness;
  private final int quantity;
  private final int accessible;
  private final int category;
  private final BitSet reachable;
  private final BitSet excluded;

  /// @param taken which seats cannot be had
  /// @param category a number in [Plan#categories], or [#ANY]
  /// @param anyView whether the view may be restricted
  private BestSeats(
      Plan plan, IntPredicate taken, int quantity, int accessible, int category, boolean anyView) {
    this.plan = plan;
    this.taken = taken;
    nearness = plan.nearness();
    this.quantity = quantity;
    this.accessible = accessible;
    this.category = category;
    reachable = plan.seatsWith(Plan.ACCESSIBLE);
    excluded = new BitSet();
    if (accessible == 0) {
      excluded.or(reachable);
      excluded.or(plan.seatsWith(Plan.COMPANION));
    }
    if (!anyView) {
      excluded.or(plan.seatsWith(Plan.RESTRICTED_VIEW));
    }
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

  /// @param orphans how many single seats would be left behind
  /// @param spread see [Plan#spread]
  private record Group(int[] seats, int orphans, long spread) {
    boolean isBetterThan(Group other) {
      return orphans < other.orphans || (orphans == other.orphans && spread < other.spread);
    }
  }

  /// The seats in plan order; empty if there are none that are as wanted.
  static Optional<int[]> find(Wanted.Best wanted, SeatMap map) {
    var plan = map.offer().plan();
    int category = wanted.category().map(plan::indexOfCategory).orElse(ANY);
    return find(wanted.quantity(), wanted.accessible(), category, wanted.adjacent(), map);
  }

  /// Likewise, of seats that anybody may have.
  ///
  /// @param category a number in [Plan#categories], or [#ANY]
  static Optional<int[]> find(int quantity, int category, boolean adjacent, SeatMap map) {
    return find(quantity, 0, category, adjacent, map);
  }

  private static Optional<int[]> find(
      int quantity, int accessible, int category, boolean adjacent, SeatMap map) {
    if (map.free() < quantity) {
      return Optional.empty();
    }
    var plan = map.offer().plan();
    IntPredicate taken = map::isTaken;
    var free = new BestSeats(plan, taken, quantity, accessible, category, false).find(adjacent);
    return free.isPresent() || plan.seatsWith(Plan.RESTRICTED_VIEW).isEmpty()
        ? free
        : new BestSeats(plan, taken, quantity, accessible, category, true).find(adjacent);
  }

  private Optional<int[]> find(boolean adjacent) {
    return sideBySide(true)
        .or(() -> sideBySide(false))
        .or(() -> adjacent ? Optional.empty() : closeTogether());
  }

  /// Whether as many seats as these can be had without leaving a single one behind: of the same
  /// category if these have but one, as many of them accessible, and with no worse a view.
  ///
  /// @param taken which seats cannot be had; these themselves can
  static boolean hasTidyAlternative(int[] seats, Plan plan, IntPredicate taken) {
    int[] categories = IntStream.of(seats).map(plan::categoryOf).distinct().limit(2).toArray();
    int accessible = (int) IntStream.of(seats).filter(plan.seatsWith(Plan.ACCESSIBLE)::get).count();
    boolean anyView = IntStream.of(seats).anyMatch(plan.seatsWith(Plan.RESTRICTED_VIEW)::get);
    int category = categories.length == 1 ? categories[0] : ANY;
    return new BestSeats(plan, taken, seats.length, accessible, category, anyView).hasTidy();
  }

  private boolean hasTidy() {
    return plan.rows().stream().anyMatch(row -> nearest(row, true, null) != null);
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
    int among = 0;
    long distance = 0;
    for (int at = 0; at < row.length; at++) {
      if (isEligible(row[at])) {
        free++;
        among += reachable.get(row[at]) ? 1 : 0;
        distance += nearness.distance(row[at]);
      } else {
        free = 0;
        among = 0;
        distance = 0;
      }
      if (free > quantity) {
        among -= reachable.get(row[at - quantity]) ? 1 : 0;
        distance -= nearness.distance(row[at - quantity]);
      }
      if (free >= quantity && among == accessible) {
        var run = new Run(row, at - quantity + 1, distance);
        if (run.isNearerThan(nearest) && !(tidy && leavesOrphan(row, at))) {
          nearest = run;
        }
      }
    }
    return nearest;
  }

  private boolean leavesOrphan(int[] row, int last) {
    return Orphans.areLeftBeside(row, last - quantity + 1, last, taken);
  }

  private Optional<int[]> closeTogether() {
    int[] special = accessible == 0 ? new int[0] : candidates(true);
    int[] others = candidates(false);
    if (special.length < accessible || others.length < quantity - accessible) {
      return Optional.empty();
    }
    return IntStream.of(accessible > 0 ? special : others)
        .boxed()
        .flatMap(
            seat ->
                Stream.of(
                    around(seat, special, others, false), around(seat, special, others, true)))
        .reduce((best, next) -> next.isBetterThan(best) ? next : best)
        .map(group -> IntStream.of(group.seats).sorted().toArray());
  }

  /// The nearest free seats that are accessible, or those that are not.
  private int[] candidates(boolean areAccessible) {
    return IntStream.of(nearness.order())
        .filter(seat -> isEligible(seat) && reachable.get(seat) == areAccessible)
        .limit(CANDIDATES_MAX)
        .toArray();
  }

  private Group around(int seat, int[] special, int[] others, boolean byRows) {
    int[] seats =
        IntStream.concat(
                nearestTo(seat, special, accessible, byRows),
                nearestTo(seat, others, quantity - accessible, byRows))
            .toArray();
    int orphans = Orphans.leftBy(seats, SeatChoice.NONE, plan, taken).length;
    return new Group(seats, orphans, plan.spread(seats));
  }

  /// As many candidates as are wanted, the nearest to a seat; of equally near ones the first.
  ///
  /// @param byRows whether those of its row come first, then those of the rows next to it
  private IntStream nearestTo(int seat, int[] candidates, int count, boolean byRows) {
    if (count == 0) {
      return IntStream.empty();
    }
    var keys = new long[candidates.length];
    for (int i = 0; i < keys.length; i++) {
      long rows = byRows ? Math.abs(plan.rowOf(candidates[i]) - plan.rowOf(seat)) : 0;
      keys[i] =
          Math.min(rows, ROWS_MAX) << ROWS_SHIFT
              | (long) plan.distance(seat, candidates[i]) << DISTANCE_SHIFT
              | i;
    }
    Arrays.sort(keys);
    return LongStream.of(keys)
        .limit(count)
        .mapToInt(key -> candidates[(int) (key & POSITION_MASK)]);
  }

  private boolean isEligible(int seat) {
    return !taken.test(seat)
        && !excluded.get(seat)
        && (category == ANY || plan.categoryOf(seat) == category);
  }
}

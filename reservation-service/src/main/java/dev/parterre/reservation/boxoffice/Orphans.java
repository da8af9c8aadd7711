package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.Plan;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The rule that no single free seat may be left behind: one without a free neighbour in its row. A
/// seat that was single before does not count.
final class Orphans {

  private Orphans() {}

  /// The seats that would become single if `chosen` were taken, in plan order.
  static int[] leftBy(int[] chosen, Plan plan, IntPredicate taken) {
    var chosenSeats = new BitSet();
    Arrays.stream(chosen).forEach(chosenSeats::set);
    IntPredicate takenThen = seat -> taken.test(seat) || chosenSeats.get(seat);
    return Arrays.stream(chosen)
        .map(seat -> plan.seat(seat).row())
        .distinct()
        .mapToObj(row -> plan.rows().get(row))
        .flatMapToInt(row -> newlySingle(row, taken, takenThen))
        .sorted()
        .toArray();
  }

  /// Whether a free seat would become single if these seats of a row, all of them free, were taken:
  /// the same as [#leftBy], for seats that are side by side.
  ///
  /// @param from the position of the first of them in the row
  /// @param to that of the last one
  static boolean areLeftBeside(int[] row, int from, int to, IntPredicate taken) {
    boolean before =
        from > 0 && !taken.test(row[from - 1]) && (from == 1 || taken.test(row[from - 2]));
    return before
        || (to < row.length - 1
            && !taken.test(row[to + 1])
            && (to == row.length - 2 || taken.test(row[to + 2])));
  }

  private static IntStream newlySingle(int[] row, IntPredicate taken, IntPredicate takenThen) {
    return IntStream.range(0, row.length)
        .filter(at -> isSingle(row, at, takenThen) && !isSingle(row, at, taken))
        .map(at -> row[at]);
  }

  private static boolean isSingle(int[] row, int at, IntPredicate taken) {
    return !taken.test(row[at])
        && (at == 0 || taken.test(row[at - 1]))
        && (at == row.length - 1 || taken.test(row[at + 1]));
  }
}

package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.Plan;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The rule that no single free seat may be left behind: one without a free neighbour in its row. A
/// seat that was single before does not count.
final class Orphans {

  private Orphans() {}

  /// The seats that would become single if `chosen` were taken, in plan order.
  ///
  /// @param own seats that whoever asks gives back: what was single because of them does not count
  static int[] leftBy(int[] chosen, int[] own, Plan plan, IntPredicate taken) {
    var chosenSeats = bits(chosen);
    var ownSeats = bits(own);
    IntPredicate takenThen = seat -> taken.test(seat) || chosenSeats.get(seat);
    IntPredicate takenBefore = seat -> taken.test(seat) || ownSeats.get(seat);
    return Arrays.stream(chosen)
        .map(plan::rowOf)
        .distinct()
        .mapToObj(row -> plan.rows().get(row))
        .flatMapToInt(row -> newlySingle(row, taken, takenBefore, takenThen))
        .sorted()
        .toArray();
  }

  private static BitSet bits(int[] seats) {
    var bits = new BitSet();
    Arrays.stream(seats).forEach(bits::set);
    return bits;
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

  /// The runs of seats, side by side in one row, next to which an orphan would be left; in plan
  /// order.
  static List<int[]> runsBeside(int[] orphans, int[] chosen, Plan plan) {
    var chosenSeats = bits(chosen);
    return Arrays.stream(orphans)
        .flatMap(
            orphan ->
                IntStream.of(orphan - 1, orphan + 1)
                    .filter(seat -> seat >= 0 && chosenSeats.get(seat))
                    .filter(seat -> plan.rowOf(seat) == plan.rowOf(orphan)))
        .map(seat -> startOfRun(seat, chosenSeats, plan))
        .distinct()
        .sorted()
        .mapToObj(from -> IntStream.range(from, endOfRun(from, chosenSeats, plan)).toArray())
        .toList();
  }

  /// The seats of a row have consecutive numbers.
  private static int startOfRun(int seat, BitSet chosen, Plan plan) {
    int from = seat;
    while (from > 0 && chosen.get(from - 1) && plan.rowOf(from - 1) == plan.rowOf(seat)) {
      from--;
    }
    return from;
  }

  private static int endOfRun(int from, BitSet chosen, Plan plan) {
    int end = from + 1;
    while (chosen.get(end) && plan.rowOf(end) == plan.rowOf(from)) {
      end++;
    }
    return end;
  }

  private static IntStream newlySingle(
      int[] row, IntPredicate taken, IntPredicate takenBefore, IntPredicate takenThen) {
    return IntStream.range(0, row.length)
        .filter(
            at ->
                isSingle(row, at, takenThen)
                    && !isSingle(row, at, taken)
                    && !isSingle(row, at, takenBefore))
        .map(at -> row[at]);
  }

  private static boolean isSingle(int[] row, int at, IntPredicate taken) {
    return !taken.test(row[at])
        && (at == 0 || taken.test(row[at - 1]))
        && (at == row.length - 1 || taken.test(row[at + 1]));
  }
}

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

  /// The seats that would become single if `chosen`, all of them free, were taken; in plan order.
  /// Only a neighbour of one of them can: before, it had a free neighbour.
  ///
  /// @param own seats that whoever asks gives back: what was single because of them does not count
  static int[] leftBy(int[] chosen, int[] own, Plan plan, IntPredicate taken) {
    var chosenSeats = bits(chosen);
    var ownSeats = bits(own);
    IntPredicate takenThen = seat -> taken.test(seat) || chosenSeats.get(seat);
    IntPredicate takenBefore = seat -> taken.test(seat) || ownSeats.get(seat);
    var left = new BitSet();
    for (int seat : chosen) {
      for (int beside = seat - 1; beside <= seat + 1; beside += 2) {
        if (areInOneRow(beside, seat, plan)
            && isSingle(beside, plan, takenThen)
            && !isSingle(beside, plan, takenBefore)) {
          left.set(beside);
        }
      }
    }
    return left.stream().toArray();
  }

  static BitSet bits(int[] seats) {
    var bits = new BitSet();
    for (int seat : seats) {
      bits.set(seat);
    }
    return bits;
  }

  /// The seats of a row have consecutive numbers.
  ///
  /// @param seat any number
  private static boolean areInOneRow(int seat, int other, Plan plan) {
    return seat >= 0 && seat < plan.seatCount() && plan.rowOf(seat) == plan.rowOf(other);
  }

  private static boolean isSingle(int seat, Plan plan, IntPredicate taken) {
    return !taken.test(seat)
        && !isFreeBeside(seat - 1, seat, plan, taken)
        && !isFreeBeside(seat + 1, seat, plan, taken);
  }

  private static boolean isFreeBeside(int seat, int other, Plan plan, IntPredicate taken) {
    return areInOneRow(seat, other, plan) && !taken.test(seat);
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
                    .filter(seat -> areInOneRow(seat, orphan, plan) && chosenSeats.get(seat)))
        .map(seat -> startOfRun(seat, chosenSeats, plan))
        .distinct()
        .sorted()
        .mapToObj(from -> IntStream.range(from, endOfRun(from, chosenSeats, plan)).toArray())
        .toList();
  }

  private static int startOfRun(int seat, BitSet chosen, Plan plan) {
    int from = seat;
    while (areInOneRow(from - 1, seat, plan) && chosen.get(from - 1)) {
      from--;
    }
    return from;
  }

  private static int endOfRun(int from, BitSet chosen, Plan plan) {
    int end = from + 1;
    while (areInOneRow(end, from, plan) && chosen.get(end)) {
      end++;
    }
    return end;
  }
}

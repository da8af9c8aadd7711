package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.Plan;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The rule that no single free seat is left behind: one whose neighbours in its row, as far as it
/// has any, are both taken. A seat that was single before is nobody's fault.
final class Orphans {

  private Orphans() {}

  /// The seats that would newly be single if `chosen` were taken, too, in order.
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

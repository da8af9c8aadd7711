package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.catalog.Category;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Checks the prices of an event against its plan: the plan must have each category with a price.
/// Seats of a category without a price are not for sale.
public final class Prices {

  private static final int FAULTS_MAX = 1_000;

  private Prices() {}

  /// @param level the format level in force; at [FormatLevel#FIRST] each category that has seats
  ///   needs a price
  static List<Fault> faults(Set<String> priced, Plan plan, int level) {
    var declared = plan.categories().stream().map(Category::name).collect(Collectors.toSet());
    var unpriced = level == FormatLevel.FIRST ? unpriced(priced, plan) : Set.<String>of();
    var faults = new ArrayList<Fault>();
    for (var category : priced) {
      if (!declared.contains(category)) {
        faults.add(new Fault(pointer(category), "The plan has no such category."));
      }
    }
    for (var category : unpriced) {
      faults.add(new Fault(pointer(category), "This category has seats and needs a price."));
    }
    return faults.subList(0, Math.min(faults.size(), FAULTS_MAX));
  }

  private static Set<String> unpriced(Set<String> priced, Plan plan) {
    var unpriced =
        IntStream.range(0, plan.seatCount())
            .mapToObj(plan::categoryName)
            .collect(Collectors.toCollection(TreeSet::new));
    unpriced.removeAll(priced);
    return unpriced;
  }

  /// The JSON pointer (RFC 6901) to the price of a category.
  public static String pointer(String category) {
    return "/prices/" + Fault.escaped(category);
  }
}

package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.Money;
import dev.parterre.reservation.catalog.Tariff;
import dev.parterre.reservation.catalog.Tariff.Ticket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All fares that an event has or ever had, in the order in which they came up. Holds and
/// reservations refer to theirs by its position, so that they keep it when prices change.
/// Immutable.
final class Fares {

  static final int NONE = -1;

  private final List<Fare> all;
  private final Map<String, Integer> first = new HashMap<>();
  private final SortedMap<String, List<Integer>> current = new TreeMap<>();
  private final boolean areFirst;

  /// What a ticket of a category costs.
  ///
  /// @param type [Tariff#NO_TYPE] if the category has one price
  record Fare(String category, String type, Money price) {}

  /// @param before the fares that the event had, in their order
  /// @param prices those that it has now
  private Fares(Collection<Fare> before, SortedMap<String, Tariff> prices) {
    var merged = new LinkedHashSet<>(before);
    prices.forEach((category, tariff) -> fares(category, tariff).forEach(merged::add));
    all = List.copyOf(merged);
    for (int i = 0; i < all.size(); i++) {
      first.putIfAbsent(all.get(i).category(), i);
    }
    var positions = new HashMap<Fare, Integer>();
    all.forEach(fare -> positions.put(fare, positions.size()));
    prices.forEach(
        (category, tariff) ->
            current.put(
                category,
                fares(category, tariff)
                    .map(fare -> Objects.requireNonNull(positions.get(fare)))
                    .toList()));
    areFirst =
        current.entrySet().stream()
            .allMatch(each -> each.getValue().getFirst().equals(first.get(each.getKey())));
  }

  private static Stream<Fare> fares(String category, Tariff tariff) {
    return tariff.tickets().stream()
        .map(ticket -> new Fare(category, ticket.type(), ticket.price()));
  }

  static Fares of(SortedMap<String, Tariff> prices) {
    return of(List.of(), prices);
  }

  /// @param before the fares that the event had, in their order
  static Fares of(List<Fare> before, SortedMap<String, Tariff> prices) {
    return new Fares(before, prices);
  }

  /// These fares, and those of new prices.
  Fares with(SortedMap<String, Tariff> prices) {
    return of(all, prices);
  }

  List<Fare> all() {
    return all;
  }

  /// The positions of those that the event has now, category by category.
  int[] current() {
    return current.values().stream().flatMap(List::stream).mapToInt(it -> it).toArray();
  }

  /// The prices that these fares were, in the order of [#current].
  SortedMap<String, Tariff> prices(int[] positions) {
    var tickets = new TreeMap<String, List<Ticket>>();
    for (int position : positions) {
      var fare = all.get(position);
      tickets
          .computeIfAbsent(fare.category(), _ -> new ArrayList<>())
          .add(new Ticket(fare.type(), fare.price()));
    }
    var prices = new TreeMap<String, Tariff>();
    tickets.forEach((category, each) -> prices.put(category, new Tariff(each)));
    return prices;
  }

  Fare get(int position) {
    return all.get(position);
  }

  /// The fare that a category had first, which never changes.
  int firstOf(String category) {
    return Objects.requireNonNull(first.get(category));
  }

  /// Whether the default of each category is the fare that it had first.
  boolean areFirst() {
    return areFirst;
  }

  boolean haveOneCurrency() {
    return all.stream().map(fare -> fare.price().currency()).distinct().count() <= 1;
  }

  boolean isPriced(String category) {
    return current.containsKey(category);
  }

  /// The present fare of a category.
  ///
  /// @param type [Tariff#NO_TYPE] for the default
  /// @return its position, or [#NONE]
  int of(String category, String type) {
    var fares = current.getOrDefault(category, List.of());
    if (type.equals(Tariff.NO_TYPE)) {
      return fares.isEmpty() ? NONE : fares.getFirst();
    }
    return fares.stream().filter(it -> get(it).type().equals(type)).findFirst().orElse(NONE);
  }
}

package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.Allocation.Places;
import dev.parterre.reservation.catalog.Category;
import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.Tariff;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// What is free of an event for those who wait, counted by category, so that only who fits in
/// numbers is searched for. To count takes a look at each seat of the plan.
final class Vacancies {

  private final SeatMap map;
  private final Offer offer;
  private final Plan plan;

  /// By category: how many seats that anybody may have.
  private final int[] seats;

  /// By category: how many places the area has that has the most.
  private final int[] places;

  /// By area.
  private final int[] categories;

  private int searches;

  Vacancies(SeatMap map) {
    this.map = map;
    offer = map.offer();
    plan = offer.plan();
    var names = plan.categories().stream().map(Category::name).toList();
    categories = plan.areas().stream().mapToInt(area -> names.indexOf(area.category())).toArray();
    seats = new int[names.size()];
    places = new int[names.size()];
    var special = new BitSet();
    special.or(plan.seatsWith(Plan.ACCESSIBLE));
    special.or(plan.seatsWith(Plan.COMPANION));
    for (int seat = 0; seat < plan.seatCount(); seat++) {
      if (!map.isTaken(seat) && !special.get(seat)) {
        seats[plan.categoryOf(seat)]++;
      }
    }
    countPlaces();
  }

  private void countPlaces() {
    Arrays.fill(places, 0);
    for (int area = 0; area < categories.length; area++) {
      places[categories[area]] = Math.max(places[categories[area]], map.free(area));
    }
  }

  /// How many searches for seats or places there were.
  int searches() {
    return searches;
  }

  boolean areNone() {
    return IntStream.of(seats).sum() + IntStream.of(places).sum() == 0;
  }

  /// To be called once it is taken.
  void noteTaken(Allocation allocation) {
    for (int seat : allocation.seats()) {
      seats[plan.categoryOf(seat)]--;
    }
    if (allocation.hasPlaces()) {
      countPlaces();
    }
  }

  /// Of a party that [#fits]. Seats side by side; otherwise places; otherwise seats that are as
  /// close as can be. Of each, those of the category that the party likes best.
  Optional<Allocation> find(Party party) {
    return seats(party, true).or(() -> places(party)).or(() -> seats(party, false));
  }

  /// Whether there may be something for the party: by numbers alone.
  boolean fits(Party party) {
    int quantity = party.quantity();
    if (party.categories().isEmpty()) {
      return quantity <= IntStream.of(seats).sum()
          || IntStream.of(places).anyMatch(free -> quantity <= free);
    }
    for (int category : party.categories()) {
      if (quantity <= seats[category] || quantity <= places[category]) {
        return true;
      }
    }
    return false;
  }

  private Optional<Allocation> seats(Party party, boolean adjacent) {
    if (party.categories().isEmpty()) {
      return seats(party.quantity(), BestSeats.ANY, IntStream.of(seats).sum(), adjacent);
    }
    return party.categories().stream()
        .flatMap(it -> seats(party.quantity(), it, seats[it], adjacent).stream())
        .findFirst();
  }

  private Optional<Allocation> seats(int quantity, int category, int free, boolean adjacent) {
    if (quantity > free) {
      return Optional.empty();
    }
    searches++;
    return BestSeats.find(quantity, category, adjacent, map)
        .map(
            found ->
                allocation(found, List.of(), TicketChoice.fares(found, Tariff.NO_TYPE, offer)));
  }

  private Optional<Allocation> places(Party party) {
    searches++;
    return party.categories().isEmpty()
        ? places(party.quantity(), _ -> true)
        : party.categories().stream()
            .flatMap(it -> places(party.quantity(), area -> categories[area] == it).stream())
            .findFirst();
  }

  /// @param suits which areas will do
  private Optional<Allocation> places(int quantity, IntPredicate suits) {
    return IntStream.range(0, categories.length)
        .filter(suits)
        .filter(area -> map.free(area) >= quantity)
        .mapToObj(area -> allocation(area, quantity))
        .findFirst();
  }

  private Allocation allocation(int area, int quantity) {
    int fare = offer.fares().of(plan.areas().get(area).category(), Tariff.NO_TYPE);
    return allocation(new int[0], List.of(new Places(area, quantity)), new int[] {fare});
  }

  private Allocation allocation(int[] seats, List<Places> places, int[] fares) {
    return Allocation.of(offer, seats, places, fares, Wanted.NO_CODE);
  }
}

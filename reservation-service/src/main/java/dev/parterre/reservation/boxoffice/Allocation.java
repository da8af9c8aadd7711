package dev.parterre.reservation.boxoffice;

import java.util.List;
import java.util.stream.IntStream;

/// What a hold or a reservation is for: numbered seats, and places in areas without numbers; and
/// what they cost. Immutable.
///
/// @param seats indices in the plan, in the order of the request; not to be changed
/// @param places in the order of the request, each area and fare only once
/// @param fares positions in [Fares], of the seats and then of the places; empty if each has the
///   first fare of its category; not to be changed
/// @param discountCode empty if there is no discount
public record Allocation(int[] seats, List<Places> places, int[] fares, String discountCode) {

  private static final int[] FIRST = {};

  public Allocation {
    places = List.copyOf(places);
  }

  /// At the first fares, without a discount.
  Allocation(int[] seats, List<Places> places) {
    this(seats, places, FIRST, "");
  }

  /// Some of the places of an area.
  ///
  /// @param area an index in [dev.parterre.reservation.catalog.Plan#areas]
  /// @param quantity at least 1
  public record Places(int area, int quantity) {}

  static Allocation ofSeats(int... seats) {
    return new Allocation(seats, List.of());
  }

  /// Of an event.
  ///
  /// @param fares positions of all fares
  static Allocation of(
      Offer offer, int[] seats, List<Places> places, int[] fares, String discountCode) {
    boolean areFirst =
        IntStream.range(0, fares.length)
            .allMatch(i -> fares[i] == firstFare(offer, seats, places, i));
    return new Allocation(seats, places, areFirst ? FIRST : fares, discountCode);
  }

  private static int firstFare(Offer offer, int[] seats, List<Places> places, int at) {
    var plan = offer.plan();
    return offer
        .fares()
        .firstOf(
            at < seats.length
                ? plan.categoryName(seats[at])
                : plan.areas().get(places.get(at - seats.length).area()).category());
  }

  /// The fare of a seat, or of places.
  ///
  /// @param at a position in [#seats], or in [#places] plus the number of seats
  /// @return its position in [Fares]
  int fare(Offer offer, int at) {
    return fares.length > 0 ? fares[at] : firstFare(offer, seats, places, at);
  }

  /// Whether its seats are the same, each at the same fare, in whatever order.
  boolean hasSeatsOf(Allocation other) {
    return seats.length == other.seats.length
        && IntStream.range(0, seats.length)
            .allMatch(
                at ->
                    IntStream.range(0, seats.length)
                        .anyMatch(
                            it ->
                                seats[at] == other.seats[it]
                                    && (fares.length == 0) == (other.fares.length == 0)
                                    && (fares.length == 0 || fares[at] == other.fares[it])));
  }

  boolean hasSeat(int seat) {
    return IntStream.of(seats).anyMatch(it -> it == seat);
  }

  /// Where it has what a ticket is for.
  ///
  /// @param item as in [TicketId]
  /// @param seatCount how many seats the plan has
  /// @return as for [#fare]; -1 if it does not have it
  int find(int item, int seatCount) {
    if (item < seatCount) {
      return IntStream.range(0, seats.length)
          .filter(at -> seats[at] == item)
          .findFirst()
          .orElse(-1);
    }
    int place = item - seatCount;
    for (int at = 0; at < places.size(); at++) {
      if (place < places.get(at).quantity()) {
        return seats.length + at;
      }
      place -= places.get(at).quantity();
    }
    return -1;
  }

  boolean hasPlaces() {
    return !places.isEmpty();
  }

  /// Whether there is more to it than the first fares.
  boolean hasTerms() {
    return fares.length > 0 || !discountCode.isEmpty();
  }

  /// How many people it is for.
  int count() {
    return seats.length + places.stream().mapToInt(Places::quantity).sum();
  }

  /// How many of them have a place in this area.
  int placesIn(int area) {
    return places.stream().filter(it -> it.area() == area).mapToInt(Places::quantity).sum();
  }
}

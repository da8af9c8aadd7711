package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.Allocation.Places;
import dev.parterre.reservation.boxoffice.Outcome.InvalidTickets;
import dev.parterre.reservation.boxoffice.SeatChoice.Chosen;
import dev.parterre.reservation.boxoffice.SeatChoice.Refused;
import dev.parterre.reservation.catalog.Tariff;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Decides which fares the seats and places of a request have, by their ticket types. A seat that a
/// reservation has already keeps its fare unless another type is wanted.
final class TicketChoice {

  private static final int[] NONE = {};

  private final Wanted wanted;
  private final Allocation own;
  private final Offer offer;

  private TicketChoice(Wanted wanted, Allocation own, Offer offer) {
    this.wanted = wanted;
    this.own = own;
    this.offer = offer;
  }

  /// @param own what a reservation has that is to have other seats; its places and its discount
  ///   stay. Nothing for a new one
  /// @param seats indices in the plan; they can be had
  /// @param places they can be had
  static SeatChoice of(
      Wanted wanted, Allocation own, int[] seats, List<Places> places, Offer offer) {
    boolean isNew = own.count() == 0;
    if (isNew && !wanted.hasTerms() && offer.fares().areFirst()) {
      return new Chosen(new Allocation(seats, places));
    }
    return new TicketChoice(wanted, own, offer).of(seats, isNew ? places : own.places());
  }

  private SeatChoice of(int[] seats, List<Places> places) {
    int[] fares =
        IntStream.concat(
                IntStream.range(0, seats.length).map(at -> ofSeat(seats[at], at)),
                IntStream.range(0, places.size()).map(at -> ofPlaces(places.get(at), at)))
            .toArray();
    var invalid = invalid(seats.length, places, fares);
    if (!invalid.isEmpty()) {
      return new Refused(invalid);
    }
    var code = own.count() == 0 ? wanted.discountCode() : own.discountCode();
    return new Chosen(Allocation.of(offer, seats, places, fares, code));
  }

  /// @param fares of the seats and then of the places
  private static InvalidTickets invalid(int seats, List<Places> places, int[] fares) {
    return new InvalidTickets(
        NONE,
        IntStream.range(0, places.size())
            .filter(at -> fares[seats + at] != Fares.NONE && isRepeated(at, seats, places, fares))
            .toArray(),
        IntStream.range(0, seats).filter(at -> fares[at] == Fares.NONE).toArray(),
        IntStream.range(0, places.size()).filter(at -> fares[seats + at] == Fares.NONE).toArray());
  }

  /// Whether places are of the same area and have the same fare as earlier ones: the default, and
  /// the same by its name.
  private static boolean isRepeated(int at, int seats, List<Places> places, int[] fares) {
    return IntStream.range(0, at)
        .anyMatch(
            it ->
                places.get(it).area() == places.get(at).area()
                    && fares[seats + it] == fares[seats + at]);
  }

  private int ofSeat(int seat, int at) {
    var type = wanted.type(at);
    for (int i = 0; i < own.seats().length; i++) {
      int fare = own.fare(offer, i);
      boolean keepsType =
          type.equals(Tariff.NO_TYPE) || offer.fares().get(fare).type().equals(type);
      if (own.seats()[i] == seat && keepsType) {
        return fare;
      }
    }
    return offer.fares().of(offer.plan().categoryName(seat), type);
  }

  private int ofPlaces(Places places, int at) {
    if (own.hasPlaces()) {
      return own.fare(offer, own.seats().length + at);
    }
    var category = offer.plan().areas().get(places.area()).category();
    return offer.fares().of(category, wanted.places().get(at).type());
  }

  /// Whether each seat that may be chosen has the wanted ticket type.
  static boolean sells(Wanted.Best wanted, Offer offer) {
    if (wanted.type().equals(Tariff.NO_TYPE)) {
      return true;
    }
    var categories =
        wanted
            .category()
            .map(List::of)
            .orElseGet(
                () -> offer.terms().prices().keySet().stream().filter(offer::sellsSeats).toList());
    return categories.stream()
        .allMatch(category -> offer.fares().of(category, wanted.type()) != Fares.NONE);
  }

  /// The fares of seats of one ticket type, which each of them has.
  static int[] fares(int[] seats, String type, Offer offer) {
    if (type.equals(Tariff.NO_TYPE) && offer.fares().areFirst()) {
      return NONE;
    }
    return Arrays.stream(seats)
        .map(seat -> offer.fares().of(offer.plan().categoryName(seat), type))
        .toArray();
  }
}

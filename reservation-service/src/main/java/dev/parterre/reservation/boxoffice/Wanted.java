package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.SeatId;
import dev.parterre.reservation.catalog.Tariff;
import java.util.List;
import java.util.Optional;

/// What a request wants to hold or reserve: all of it or nothing.
///
/// @param types the ticket types of the seats, [Tariff#NO_TYPE] for the default; empty if all have
///   the default
/// @param discountCode empty if there is none
public record Wanted(
    List<SeatId> seats, List<Places> places, List<String> types, String discountCode) {

  /// Of a request without a discount.
  public static final String NO_CODE = "";

  public Wanted {
    seats = List.copyOf(seats);
    places = List.copyOf(places);
    types = types.stream().allMatch(Tariff.NO_TYPE::equals) ? List.of() : List.copyOf(types);
  }

  /// With default types, without a discount.
  public Wanted(List<SeatId> seats, List<Places> places) {
    this(seats, places, List.of(), NO_CODE);
  }

  /// @param area the area's uuid in the imported plan
  /// @param quantity at least 1
  /// @param type [Tariff#NO_TYPE] for the default
  public record Places(String area, int quantity, String type) {

    Places(String area, int quantity) {
      this(area, quantity, Tariff.NO_TYPE);
    }

    /// Whether it is of the same area and ticket type.
    boolean isAlike(Places other) {
      return area.equals(other.area) && type.equals(other.type);
    }
  }

  /// Seats that the box office is to choose.
  ///
  /// @param quantity at least 1
  /// @param category if empty, of any category that is for sale
  /// @param adjacent whether the seats must be side by side in one row
  /// @param accessible how many of them must be accessible, from 0; no more will be
  /// @param type the ticket type of all of them; [Tariff#NO_TYPE] for the default
  public record Best(
      int quantity, Optional<String> category, boolean adjacent, int accessible, String type) {

    Best(int quantity, Optional<String> category, boolean adjacent, int accessible) {
      this(quantity, category, adjacent, accessible, Tariff.NO_TYPE);
    }
  }

  static Wanted ofSeats(List<SeatId> seats) {
    return new Wanted(seats, List.of());
  }

  boolean hasPlaces() {
    return !places.isEmpty();
  }

  /// Whether it says more than seats and places.
  boolean hasTerms() {
    return !types.isEmpty()
        || !discountCode.isEmpty()
        || places.stream().anyMatch(it -> !it.type().equals(Tariff.NO_TYPE));
  }

  /// The ticket type of a seat.
  String type(int at) {
    return types.isEmpty() ? Tariff.NO_TYPE : types.get(at);
  }

  long count() {
    return seats.size() + places.stream().mapToLong(Places::quantity).sum();
  }
}

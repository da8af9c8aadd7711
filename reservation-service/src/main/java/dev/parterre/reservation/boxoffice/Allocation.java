package dev.parterre.reservation.boxoffice;

import java.util.List;
import java.util.stream.IntStream;

/// What a hold or a reservation is for: numbered seats, and places in areas without numbers.
/// Immutable.
///
/// @param seats indices in the plan, in the order of the request; not to be changed
/// @param places in the order of the request, each area only once
public record Allocation(int[] seats, List<Places> places) {

  public Allocation {
    places = List.copyOf(places);
  }

  /// Some of the places of an area.
  ///
  /// @param area an index in [dev.parterre.reservation.catalog.Plan#areas]
  /// @param quantity at least 1
  public record Places(int area, int quantity) {}

  static Allocation ofSeats(int... seats) {
    return new Allocation(seats, List.of());
  }

  boolean hasSeat(int seat) {
    return IntStream.of(seats).anyMatch(it -> it == seat);
  }

  boolean hasPlaces() {
    return !places.isEmpty();
  }

  /// How many people it is for.
  int count() {
    return seats.length + places.stream().mapToInt(Places::quantity).sum();
  }
}

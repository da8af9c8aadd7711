package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.SeatId;
import java.util.List;
import java.util.Optional;

/// What a request wants to hold or reserve: all of it or nothing.
public record Wanted(List<SeatId> seats, List<Places> places) {

  public Wanted {
    seats = List.copyOf(seats);
    places = List.copyOf(places);
  }

  /// @param area the area's uuid in the imported plan
  /// @param quantity at least 1
  public record Places(String area, int quantity) {}

  /// Seats that the box office is to choose.
  ///
  /// @param quantity at least 1
  /// @param category if empty, of any category that is for sale
  /// @param adjacent whether the seats must be side by side in one row
  /// @param accessible how many of them must be accessible, from 0; no more will be
  public record Best(int quantity, Optional<String> category, boolean adjacent, int accessible) {}

  static Wanted ofSeats(List<SeatId> seats) {
    return new Wanted(seats, List.of());
  }

  boolean hasPlaces() {
    return !places.isEmpty();
  }

  long count() {
    return seats.size() + places.stream().mapToLong(Places::quantity).sum();
  }
}

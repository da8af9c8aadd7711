package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.SeatId;
import java.util.List;

/// What a request wants to hold or reserve: all of it or nothing.
public record Wanted(List<SeatId> seats, List<Places> places) {

  public Wanted {
    seats = List.copyOf(seats);
    places = List.copyOf(places);
  }

  /// @param area the area's uuid in the imported plan
  /// @param quantity at least 1
  public record Places(String area, int quantity) {}

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

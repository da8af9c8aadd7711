package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Allocation;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.catalog.Money;
import java.math.BigDecimal;
import java.util.List;

/// What a hold or a reservation is for, as its buyer sees it. Its members are those of the answer.
///
/// @param total of all seats and places
record AllocationView(List<SeatView> seats, List<PlacesView> places, Money total) {

  static AllocationView of(Offer offer, Allocation allocation) {
    return of(SeatView.of(offer, allocation.seats()), PlacesView.of(offer, allocation.places()));
  }

  /// @param seats at least one, unless there is a place; all prices of an event have one currency
  static AllocationView of(List<SeatView> seats, List<PlacesView> places) {
    var sum = BigDecimal.ZERO;
    for (var seat : seats) {
      sum = sum.add(seat.price().amount());
    }
    for (var some : places) {
      sum = sum.add(some.price().amount().multiply(BigDecimal.valueOf(some.quantity())));
    }
    var price = seats.isEmpty() ? places.getFirst().price() : seats.getFirst().price();
    return new AllocationView(seats, places, new Money(sum, price.currency()));
  }
}

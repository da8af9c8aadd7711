package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.reservation.boxoffice.Bill;
import dev.parterre.reservation.catalog.Money;
import dev.parterre.reservation.catalog.SeatId;
import java.util.ArrayList;
import java.util.List;

/// A seat as its buyer sees it.
///
/// @param type empty if its category has one price
record SeatView(
    SeatId seat,
    String label,
    String category,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> features,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String type,
    Money price) {

  static List<SeatView> of(Bill bill) {
    var plan = bill.offer().plan();
    int[] seats = bill.allocation().seats();
    var views = new ArrayList<SeatView>(seats.length);
    for (int at = 0; at < seats.length; at++) {
      var seat = plan.seat(seats[at]);
      var ticket = bill.ofSeat(at);
      views.add(
          new SeatView(
              seat.id(),
              seat.label(),
              seat.category(),
              plan.features(seats[at]),
              ticket.type(),
              ticket.price()));
    }
    return views;
  }
}

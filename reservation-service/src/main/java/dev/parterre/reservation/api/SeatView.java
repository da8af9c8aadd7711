package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.catalog.Money;
import dev.parterre.reservation.catalog.SeatId;
import java.util.ArrayList;
import java.util.List;

/// A seat as its buyer sees it.
record SeatView(
    SeatId seat,
    String label,
    String category,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> features,
    Money price) {

  static List<SeatView> of(Offer offer, int[] seats) {
    var views = new ArrayList<SeatView>(seats.length);
    for (int index : seats) {
      var seat = offer.plan().seat(index);
      views.add(
          new SeatView(
              seat.id(),
              seat.label(),
              seat.category(),
              offer.plan().features(index),
              offer.price(seat.category())));
    }
    return views;
  }
}

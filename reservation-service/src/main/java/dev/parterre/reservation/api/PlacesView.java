package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.reservation.boxoffice.Bill;
import dev.parterre.reservation.catalog.Money;
import java.util.ArrayList;
import java.util.List;

/// Places in one area, as their buyer sees them.
///
/// @param type empty if its category has one price
/// @param price of one place
record PlacesView(
    String area,
    String name,
    String category,
    int quantity,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String type,
    Money price) {

  static List<PlacesView> of(Bill bill) {
    var places = bill.allocation().places();
    var views = new ArrayList<PlacesView>(places.size());
    for (int at = 0; at < places.size(); at++) {
      var area = bill.offer().plan().areas().get(places.get(at).area());
      var ticket = bill.ofPlaces(at);
      views.add(
          new PlacesView(
              area.id(),
              area.name(),
              area.category(),
              places.get(at).quantity(),
              ticket.type(),
              ticket.price()));
    }
    return views;
  }
}

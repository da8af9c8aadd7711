package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Allocation.Places;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.catalog.Money;
import java.util.List;

/// Places in one area, as their buyer sees them.
///
/// @param price of one place
record PlacesView(String area, String name, String category, int quantity, Money price) {

  static List<PlacesView> of(Offer offer, List<Places> places) {
    return places.stream().map(some -> of(offer, some)).toList();
  }

  private static PlacesView of(Offer offer, Places some) {
    var area = offer.plan().areas().get(some.area());
    return new PlacesView(
        area.id(), area.name(), area.category(), some.quantity(), offer.price(area.category()));
  }
}

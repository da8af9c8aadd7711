package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.Money;
import java.math.BigDecimal;
import java.util.Optional;

/// What a hold or a reservation costs, whatever has become of the event's prices since.
public record Bill(Offer offer, Allocation allocation, Optional<Discount> discount) {

  /// What one ticket costs.
  ///
  /// @param type empty if its category has one price
  public record Ticket(String type, Money price) {}

  /// @param at a position in [Allocation#seats]
  public Ticket ofSeat(int at) {
    return ticket(at);
  }

  /// One of these places.
  ///
  /// @param at a position in [Allocation#places]
  public Ticket ofPlaces(int at) {
    return ticket(allocation.seats().length + at);
  }

  private Ticket ticket(int at) {
    var fare = offer.fares().get(allocation.fare(offer, at));
    return new Ticket(fare.type(), fare.price());
  }

  /// What is taken off; empty if there is no discount.
  public Optional<Money> reduction() {
    return discount.map(it -> it.off(sum()));
  }

  /// What all of it costs.
  public Money total() {
    var sum = sum();
    return reduction()
        .map(off -> new Money(sum.amount().subtract(off.amount()), sum.currency()))
        .orElse(sum);
  }

  /// All prices of an event have one currency.
  private Money sum() {
    var sum = BigDecimal.ZERO;
    for (int at = 0; at < allocation.seats().length; at++) {
      sum = sum.add(ofSeat(at).price().amount());
    }
    for (int at = 0; at < allocation.places().size(); at++) {
      var quantity = BigDecimal.valueOf(allocation.places().get(at).quantity());
      sum = sum.add(ofPlaces(at).price().amount().multiply(quantity));
    }
    return new Money(sum, ticket(0).price().currency());
  }
}

package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a hold or a reservation costs, whatever has become of the event's prices since.
public record Bill(Offer offer, Allocation allocation, Optional<Discount> discount) {

  /// What something of an event costs that exists, the event as it is now. Any thread may call
  /// this.
  public static Bill of(EventId event, Allocation allocation, BoxOfficeView view) {
    var code = allocation.discountCode();
    var discount = code.isEmpty() ? null : view.discount(new Discount.Id(event, code));
    var offer = view.offer(event);
    return new Bill(
        Objects.requireNonNull(offer, () -> "no event " + event + " is applied here"),
        allocation,
        Optional.ofNullable(discount));
  }

  /// What one ticket costs.
  ///
  /// @param type empty if its category has one price
  public record Ticket(String type, Money price) {}

  /// One seat, or some places of one area and ticket type.
  ///
  /// @param id the seat's name in the plan, or the area's
  /// @param label for people
  /// @param type empty if the category has one price
  /// @param price of one
  public record Line(
      String id, String label, String category, String type, int quantity, Money price) {}

  /// All that it is for.
  public List<Line> lines() {
    var lines = new ArrayList<Line>();
    for (int at = 0; at < allocation.seats().length; at++) {
      var seat = offer.plan().seat(allocation.seats()[at]);
      var ticket = ofSeat(at);
      lines.add(
          new Line(
              seat.id().guid(), seat.label(), seat.category(), ticket.type(), 1, ticket.price()));
    }
    for (int at = 0; at < allocation.places().size(); at++) {
      var some = allocation.places().get(at);
      var area = offer.plan().areas().get(some.area());
      var ticket = ofPlaces(at);
      var label = some.quantity() + " × " + area.name();
      lines.add(
          new Line(
              area.id(), label, area.category(), ticket.type(), some.quantity(), ticket.price()));
    }
    return lines;
  }

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
    return reduction(sum());
  }

  /// What all of it costs.
  public Money total() {
    var sum = sum();
    return reduction(sum)
        .map(off -> new Money(sum.amount().subtract(off.amount()), sum.currency()))
        .orElse(sum);
  }

  private Optional<Money> reduction(Money sum) {
    return discount.map(it -> it.off(sum));
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

package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.Event;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.EventStatus;
import dev.parterre.reservation.catalog.EventTerms;
import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.SeatId;
import java.util.Currency;

/// An event with the plan of its venue and its fares: everything about what is sold but for who has
/// it. Immutable: when the event changes, another offer replaces it.
public record Offer(Event event, Plan plan, Fares fares) {

  static Offer of(Event event, Plan plan) {
    return new Offer(event, plan, Fares.of(event.terms().prices()));
  }

  public EventId id() {
    return event.id();
  }

  EventTerms terms() {
    return event.terms();
  }

  Offer with(EventTerms terms) {
    return new Offer(event.with(terms), plan, fares.with(terms.prices()));
  }

  /// Of all prices, now and earlier.
  public Currency currency() {
    return fares.all().getFirst().price().currency();
  }

  Offer cancelled() {
    return new Offer(event.with(EventStatus.CANCELLED), plan, fares);
  }

  /// The ticket type of a fare; empty if its category had one price.
  public String type(int fare) {
    return fares.get(fare).type();
  }

  public SeatId seatId(int seat) {
    return plan.seat(seat).id();
  }

  /// @param area an index in [Plan#areas]
  public String areaId(int area) {
    return plan.areas().get(area).id();
  }

  /// Whether the seat's category has a price. If not, the seat is not for sale.
  boolean isPriced(int seat) {
    return fares.isPriced(plan.categoryName(seat));
  }

  /// Whether there are seats or places of this category, and it has a price.
  boolean sells(String category) {
    return sellsSeats(category)
        || (fares.isPriced(category)
            && plan.areas().stream().anyMatch(area -> area.category().equals(category)));
  }

  /// Whether there are seats of this category, and it has a price.
  boolean sellsSeats(String category) {
    return fares.isPriced(category) && plan.hasSeatsOf(category);
  }
}

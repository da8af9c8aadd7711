package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.Event;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Money;
import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.SeatId;
import java.util.Objects;

/// An event with the plan of its venue: everything that is fixed about what is sold. Immutable.
public record Offer(Event event, Plan plan) {

  public EventId id() {
    return event.id();
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
    return isPriced(plan.seat(seat).category());
  }

  /// Whether there are seats of this category, and it has a price.
  boolean sellsSeats(String category) {
    return isPriced(category) && plan.hasSeatsOf(category);
  }

  boolean isPriced(String category) {
    return event.prices().containsKey(category);
  }

  /// The price of a seat, or of a place, that is for sale.
  public Money price(String category) {
    return Objects.requireNonNull(event.prices().get(category));
  }
}

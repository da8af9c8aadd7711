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

  /// Whether the seat's category has a price. If not, the seat is not for sale.
  boolean isPriced(int seat) {
    return event.prices().containsKey(plan.seat(seat).category());
  }

  /// The price of a seat that is for sale.
  public Money price(Plan.Seat seat) {
    return Objects.requireNonNull(event.prices().get(seat.category()));
  }
}

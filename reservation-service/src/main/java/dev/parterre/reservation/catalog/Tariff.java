package dev.parterre.reservation.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;

/// What tickets of one category cost: one price, or one for each ticket type. The first type is the
/// default. Immutable.
public record Tariff(List<Ticket> tickets) {

  /// Of a category with one price.
  public static final String NO_TYPE = "";

  /// How many ticket types a category may have.
  public static final int TYPES_MAX = 20;

  /// @throws IllegalArgumentException unless there is one ticket without a type, or one or more
  ///   with different types
  public Tariff {
    tickets = List.copyOf(tickets);
    long types = tickets.stream().map(Ticket::type).distinct().count();
    boolean mixed = types > 1 && tickets.stream().anyMatch(it -> it.type().equals(NO_TYPE));
    if (tickets.isEmpty() || types < tickets.size() || mixed) {
      throw new IllegalArgumentException("a tariff has one price, or one for each ticket type");
    }
  }

  /// @param type [#NO_TYPE] if it is the only one
  public record Ticket(String type, Money price) {}

  public static Tariff of(Money price) {
    return new Tariff(List.of(new Ticket(NO_TYPE, price)));
  }

  public boolean hasTypes() {
    return !tickets.getFirst().type().equals(NO_TYPE);
  }

  /// The price alone, or the prices by their types.
  @JsonValue
  Object json() {
    if (!hasTypes()) {
      return tickets.getFirst().price();
    }
    var prices = new LinkedHashMap<String, Money>();
    tickets.forEach(ticket -> prices.put(ticket.type(), ticket.price()));
    return prices;
  }
}

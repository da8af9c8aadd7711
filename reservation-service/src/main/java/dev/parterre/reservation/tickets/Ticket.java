package dev.parterre.reservation.tickets;

import dev.parterre.reservation.boxoffice.Bill;
import dev.parterre.reservation.boxoffice.Reservation;
import dev.parterre.reservation.boxoffice.TicketCode;
import dev.parterre.reservation.boxoffice.TicketKey;
import dev.parterre.reservation.catalog.Money;
import dev.parterre.reservation.tickets.Token.Claims;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A ticket for one person.
///
/// @param seat the seat's name in the plan; null for a place
/// @param area the area of a place; null for a seat
/// @param label where it is, for people
/// @param type the ticket type; empty if its category has one price
/// @param token what its QR code says, once it is signed
public record Ticket(
    @Nullable String seat,
    @Nullable String area,
    String label,
    String category,
    String type,
    Money price,
    Token token) {

  /// The tickets of a reservation: those of its seats, and then one for each of its places.
  public static List<Ticket> of(Reservation reservation, Bill bill, TicketKey.Id key) {
    var code = TicketCode.of(reservation.number());
    var event = reservation.eventId().value();
    var plan = bill.offer().plan();
    var tickets = new ArrayList<Ticket>();
    var allocation = reservation.allocation();
    for (int at = 0; at < allocation.seats().length; at++) {
      var seat = plan.seat(allocation.seats()[at]);
      var sold = bill.ofSeat(at);
      var claims = new Claims(event, code, seat.id().guid(), null, null, nullIfEmpty(sold.type()));
      tickets.add(
          new Ticket(
              seat.id().guid(),
              null,
              seat.label(),
              seat.category(),
              sold.type(),
              sold.price(),
              new Token(key, claims)));
    }
    int place = 0;
    for (int at = 0; at < allocation.places().size(); at++) {
      var some = allocation.places().get(at);
      var area = plan.areas().get(some.area());
      var sold = bill.ofPlaces(at);
      for (int i = 0; i < some.quantity(); i++) {
        var claims = new Claims(event, code, null, area.id(), place, nullIfEmpty(sold.type()));
        place++;
        tickets.add(
            new Ticket(
                null,
                area.id(),
                area.name(),
                area.category(),
                sold.type(),
                sold.price(),
                new Token(key, claims)));
      }
    }
    return tickets;
  }

  private static @Nullable String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}

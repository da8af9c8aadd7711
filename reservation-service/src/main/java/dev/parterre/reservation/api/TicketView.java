package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.reservation.tickets.Ticket;
import org.jspecify.annotations.Nullable;

/// A ticket as whoever has the reservation sees it.
///
/// @param seat the seat; missing for a place
/// @param area the area of a place
/// @param type the ticket type; missing if its category has one price
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record TicketView(
    @Nullable String seat,
    @Nullable String area,
    String label,
    String category,
    String type,
    String token) {

  static TicketView of(Ticket ticket, String token) {
    return new TicketView(
        ticket.seat(), ticket.area(), ticket.label(), ticket.category(), ticket.type(), token);
  }
}

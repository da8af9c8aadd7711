package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Customer;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.Reservation;
import dev.parterre.reservation.boxoffice.TicketCode;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Money;
import java.time.Instant;
import java.util.List;

/// A reservation as its buyer sees it.
record ReservationView(
    String reservationId,
    String code,
    EventId eventId,
    List<SeatView> seats,
    Money total,
    Customer customer,
    String status,
    Instant createdAt) {

  private static final String RESERVED = "reserved";
  private static final String CANCELLED = "cancelled";

  static ReservationView of(Reservation reservation) {
    var seats = SeatView.of(reservation.offer(), reservation.seats());
    return new ReservationView(
        reservation.id().toString(),
        TicketCode.of(reservation.number()),
        reservation.offer().id(),
        seats,
        SeatView.total(seats),
        reservation.customer(),
        reservation.cancelled() ? CANCELLED : RESERVED,
        Instant.ofEpochMilli(reservation.createdAtMillis()));
  }

  /// @param customer from the request: a retry names the same customer
  static ReservationView of(Reserved reserved, Offer offer, Customer customer) {
    var seats = SeatView.of(offer, reserved.seats());
    return new ReservationView(
        reserved.reservationId().toString(),
        TicketCode.of(reserved.number()),
        offer.id(),
        seats,
        SeatView.total(seats),
        customer,
        RESERVED,
        Instant.ofEpochMilli(reserved.createdAtMillis()));
  }
}

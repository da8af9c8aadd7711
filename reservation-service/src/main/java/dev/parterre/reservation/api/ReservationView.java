package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Customer;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.Reservation;
import dev.parterre.reservation.boxoffice.TicketCode;
import dev.parterre.reservation.catalog.EventId;
import java.time.Instant;
import java.util.List;

/// A reservation as its buyer sees it.
record ReservationView(
    String reservationId,
    String code,
    EventId eventId,
    List<SeatView> seats,
    Customer customer,
    String status,
    Instant createdAt) {

  private static final String RESERVED = "reserved";
  private static final String CANCELLED = "cancelled";

  static ReservationView of(Reservation reservation) {
    return new ReservationView(
        reservation.id().toString(),
        TicketCode.of(reservation.number()),
        reservation.offer().id(),
        SeatView.of(reservation.offer(), reservation.seats()),
        reservation.customer(),
        reservation.cancelled() ? CANCELLED : RESERVED,
        Instant.ofEpochMilli(reservation.createdAtMillis()));
  }

  /// @param customer as the request named it: whoever asks again names the same
  static ReservationView of(Reserved reserved, Offer offer, Customer customer) {
    return new ReservationView(
        reserved.reservationId().toString(),
        TicketCode.of(reserved.number()),
        offer.id(),
        SeatView.of(offer, reserved.seats()),
        customer,
        RESERVED,
        Instant.ofEpochMilli(reserved.createdAtMillis()));
  }
}

package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.parterre.reservation.boxoffice.Customer;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.boxoffice.Outcome.Exchanged;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.Reservation;
import dev.parterre.reservation.boxoffice.TicketCode;
import dev.parterre.reservation.catalog.EventId;
import java.time.Instant;

/// A reservation as its buyer sees it.
record ReservationView(
    String reservationId,
    String code,
    EventId eventId,
    @JsonUnwrapped AllocationView allocation,
    Customer customer,
    String status,
    Instant createdAt) {

  private static final String RESERVED = "reserved";
  private static final String CANCELLED = "cancelled";

  static ReservationView of(Reservation reservation, Offer offer) {
    return new ReservationView(
        reservation.id().toString(),
        TicketCode.of(reservation.number()),
        offer.id(),
        AllocationView.of(offer, reservation.allocation()),
        reservation.customer(),
        reservation.cancelled() ? CANCELLED : RESERVED,
        Instant.ofEpochMilli(reservation.createdAtMillis()));
  }

  static ReservationView of(Exchanged exchanged, Offer offer) {
    return of(exchanged.reserved(), offer, exchanged.customer());
  }

  /// @param customer from the request: a retry names the same customer
  static ReservationView of(Reserved reserved, Offer offer, Customer customer) {
    return new ReservationView(
        reserved.reservationId().toString(),
        TicketCode.of(reserved.number()),
        offer.id(),
        AllocationView.of(offer, reserved.allocation()),
        customer,
        RESERVED,
        Instant.ofEpochMilli(reserved.createdAtMillis()));
  }
}

package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.parterre.reservation.boxoffice.Bill;
import dev.parterre.reservation.boxoffice.Customer;
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

  static ReservationView of(Reservation reservation, Bill bill) {
    return new ReservationView(
        reservation.id().toString(),
        TicketCode.of(reservation.number()),
        bill.offer().id(),
        AllocationView.of(bill),
        reservation.customer(),
        reservation.cancelled() ? CANCELLED : RESERVED,
        Instant.ofEpochMilli(reservation.createdAtMillis()));
  }

  /// @param customer of the reservation; if it is new, the one that the request names, as does a
  ///   retry
  static ReservationView of(Reserved reserved, Bill bill, Customer customer) {
    return new ReservationView(
        reserved.reservationId().toString(),
        TicketCode.of(reserved.number()),
        bill.offer().id(),
        AllocationView.of(bill),
        customer,
        RESERVED,
        Instant.ofEpochMilli(reserved.createdAtMillis()));
  }
}

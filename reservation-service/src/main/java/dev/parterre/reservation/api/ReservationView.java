package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.parterre.reservation.boxoffice.Bill;
import dev.parterre.reservation.boxoffice.Customer;
import dev.parterre.reservation.boxoffice.Outcome.ReservationChanged;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.Reservation;
import dev.parterre.reservation.boxoffice.TicketCode;
import dev.parterre.reservation.catalog.EventId;
import java.time.Instant;
import java.util.Optional;

/// A reservation as its buyer sees it.
record ReservationView(
    String reservationId,
    String code,
    EventId eventId,
    @JsonUnwrapped AllocationView allocation,
    Customer customer,
    String status,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<PaymentView> payment,
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
        PaymentView.of(reservation.payment()),
        Instant.ofEpochMilli(reservation.createdAtMillis()));
  }

  static ReservationView of(ReservationChanged changed, Bill bill) {
    return of(
        changed.reserved(), bill, changed.customer(), changed.isCancelled() ? CANCELLED : RESERVED);
  }

  /// @param customer the one that the request names, as does a retry
  static ReservationView of(Reserved reserved, Bill bill, Customer customer) {
    return of(reserved, bill, customer, RESERVED);
  }

  private static ReservationView of(
      Reserved reserved, Bill bill, Customer customer, String status) {
    return new ReservationView(
        reserved.reservationId().toString(),
        TicketCode.of(reserved.number()),
        bill.offer().id(),
        AllocationView.of(bill),
        customer,
        status,
        PaymentView.of(reserved.payment()),
        Instant.ofEpochMilli(reserved.createdAtMillis()));
  }
}

package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.NotePayment;
import dev.parterre.reservation.boxoffice.Payment;
import dev.parterre.reservation.boxoffice.Payment.Status;
import dev.parterre.reservation.boxoffice.ReservationId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The body of `POST /reservations/{reservationId}/payment`: how the payment stands. What is
/// missing stays as it was noted before.
record PaymentNote(@Nullable String status, @Nullable String method, @Nullable String reference) {

  private static final Map<String, Status> STATUSES =
      Map.of("paid", Status.PAID, "refunded", Status.REFUNDED);

  NotePayment command(ReservationId reservation) {
    var checks = new Checks();
    var known = Optional.ofNullable(status).map(STATUSES::get);
    if (known.isEmpty()) {
      checks.fault(
          "/status", status == null ? Checks.REQUIRED : "This must be \"paid\" or \"refunded\".");
    }
    var payment =
        new Payment(
            known.orElse(Status.NONE),
            method == null ? "" : PaymentMembers.method(method, checks),
            reference == null ? "" : PaymentMembers.reference(reference, checks));
    checks.throwIfAny();
    return new NotePayment(reservation, payment);
  }
}

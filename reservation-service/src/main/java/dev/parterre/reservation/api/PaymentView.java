package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.reservation.boxoffice.Payment;
import dev.parterre.reservation.boxoffice.Payment.Status;
import java.util.Locale;
import java.util.Optional;

/// How the payment for a reservation stands.
record PaymentView(
    String status,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String method,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String reference) {

  /// Empty if nothing was noted.
  static Optional<PaymentView> of(Payment payment) {
    return payment.isNoted()
        ? Optional.of(
            new PaymentView(word(payment.status()), payment.method(), payment.reference()))
        : Optional.empty();
  }

  static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}

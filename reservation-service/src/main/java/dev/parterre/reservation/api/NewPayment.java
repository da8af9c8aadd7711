package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.BindPayment;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.HoldId;
import org.jspecify.annotations.Nullable;

/// The body of `POST /holds/{holdId}/payment`: which payment is made, and how long that may take.
record NewPayment(@Nullable String reference, @Nullable Integer seconds) {

  BindPayment command(HoldId hold) {
    var checks = new Checks();
    var named = PaymentMembers.reference(reference, checks);
    if (seconds == null) {
      checks.fault("/seconds", Checks.REQUIRED);
    } else {
      checks.check(
          seconds >= 1 && seconds <= BoxOffice.PAYMENT_SECONDS_MAX,
          "/seconds",
          "This must be from 1 to " + BoxOffice.PAYMENT_SECONDS_MAX + ".");
    }
    checks.throwIfAny();
    return new BindPayment(hold, named, seconds == null ? 0 : seconds);
  }
}

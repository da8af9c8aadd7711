package dev.parterre.reservation.api;

import org.jspecify.annotations.Nullable;

/// Checks members of a payment that are the same in all requests.
final class PaymentMembers {

  private static final int REFERENCE_MAX = 255;
  private static final int METHOD_MAX = 50;

  private PaymentMembers() {}

  static String reference(@Nullable String reference, Checks checks) {
    return checks.text(reference, REFERENCE_MAX, "/reference");
  }

  static String method(String method, Checks checks) {
    return checks.text(method, METHOD_MAX, "/method");
  }
}

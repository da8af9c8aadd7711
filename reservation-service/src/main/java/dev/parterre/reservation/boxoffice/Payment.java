package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;

/// What is known of the payment for a reservation. Others take the money: it is only noted.
///
/// @param method such as `card` or `cash`; may be empty
/// @param reference what the payment is called where it is made; may be empty
public record Payment(Status status, String method, String reference) {

  /// The format level that added payments.
  static final int LEVEL = FormatLevel.SEVENTH;

  public static final Payment NONE = new Payment(Status.NONE, "", "");

  /// The order of the constants is part of the format.
  public enum Status {
    /// Nothing is known.
    NONE,
    /// The hold was bound to a payment.
    PENDING,
    PAID,
    REFUNDED
  }

  /// @param reference of the payment that a hold was bound to; empty if it was not
  static Payment pending(String reference) {
    return reference.isEmpty() ? NONE : new Payment(Status.PENDING, "", reference);
  }

  public boolean isNoted() {
    return status != Status.NONE;
  }

  /// What is empty stays.
  Payment with(Payment changed) {
    return new Payment(
        changed.status,
        changed.method.isEmpty() ? method : changed.method,
        changed.reference.isEmpty() ? reference : changed.reference);
  }

  static <F extends Fields> F write(Payment payment, F out) {
    out.number(payment.status.ordinal()).text(payment.method).text(payment.reference);
    return out;
  }

  static Payment read(FieldReader in) {
    int status = in.smallNumber();
    if (status >= Status.values().length) {
      throw new IllegalArgumentException("a payment of status " + status);
    }
    return new Payment(Status.values()[status], in.text(), in.text());
  }
}

package dev.parterre.reservation.booking;

import com.fasterxml.jackson.annotation.JsonValue;

/// The name of a reservation and the proof that it is one's own.
record ReservationId(SecretId secret) {

  /// Names no reservation: whatever cannot be one's id is looked up under this, and not found.
  static final ReservationId NONE = new ReservationId(new SecretId(0, 0));

  static ReservationId random() {
    return new ReservationId(SecretId.random());
  }

  static ReservationId of(String text) {
    return SecretId.parse(text).map(ReservationId::new).orElse(NONE);
  }

  @JsonValue
  @Override
  public String toString() {
    return secret.toString();
  }
}

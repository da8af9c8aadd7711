package dev.parterre.reservation.booking;

import com.fasterxml.jackson.annotation.JsonValue;

/// The name of a hold and the proof that it is one's own.
record HoldId(SecretId secret) {

  /// Names no hold: whatever cannot be one's id is looked up under this, and not found.
  static final HoldId NONE = new HoldId(new SecretId(0, 0));

  static HoldId random() {
    return new HoldId(SecretId.random());
  }

  static HoldId of(String text) {
    return SecretId.parse(text).map(HoldId::new).orElse(NONE);
  }

  @JsonValue
  @Override
  public String toString() {
    return secret.toString();
  }
}

package dev.parterre.reservation.boxoffice;

/// The name of a reservation and the proof that it is one's own.
public record ReservationId(SecretId secret) {

  /// Names no reservation: whatever cannot be one's id is looked up under this, and not found.
  public static final ReservationId NONE = new ReservationId(new SecretId(0, 0));

  public static ReservationId random() {
    return new ReservationId(SecretId.random());
  }

  public static ReservationId of(String text) {
    return SecretId.parse(text).map(ReservationId::new).orElse(NONE);
  }

  @Override
  public String toString() {
    return secret.toString();
  }
}

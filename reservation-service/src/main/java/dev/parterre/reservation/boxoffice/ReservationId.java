package dev.parterre.reservation.boxoffice;

/// Names a reservation, and proves the right to it: whoever knows the id may see and cancel it.
public record ReservationId(SecretId secret) {

  /// Names no reservation. A text that is not a valid id is parsed as this one, which is never
  /// found.
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

package dev.parterre.reservation.boxoffice;

/// The name of a hold and the proof that it is one's own.
public record HoldId(SecretId secret) {

  /// Names no hold: whatever cannot be one's id is looked up under this, and not found.
  public static final HoldId NONE = new HoldId(new SecretId(0, 0));

  public static HoldId random() {
    return new HoldId(SecretId.random());
  }

  public static HoldId of(String text) {
    return SecretId.parse(text).map(HoldId::new).orElse(NONE);
  }

  @Override
  public String toString() {
    return secret.toString();
  }
}

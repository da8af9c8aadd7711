package dev.parterre.reservation.boxoffice;

/// Names a hold, and proves the right to it: whoever knows the id may use the hold.
public record HoldId(SecretId secret) {

  /// Names no hold. A text that is not a valid id is parsed as this one, which is never found.
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

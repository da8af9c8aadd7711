package dev.parterre.reservation.boxoffice;

import java.nio.ByteBuffer;

/// Names a party in a waiting list, and proves the right to what it is offered.
public record PartyId(SecretId secret) {

  /// Names no party. A text that is not a valid id is parsed as this one, which is never found.
  public static final PartyId NONE = new PartyId(new SecretId(0, 0));

  private static final int BYTES = 17;
  private static final byte OFFER = 1;

  public static PartyId random() {
    return new PartyId(SecretId.random());
  }

  public static PartyId of(String text) {
    return SecretId.parse(text).map(PartyId::new).orElse(NONE);
  }

  /// The hold that the party is offered, once it is: the same on every replica, and as hard to
  /// guess as this id.
  public HoldId offer() {
    var bytes = ByteBuffer.allocate(BYTES).put(OFFER).putLong(secret.high()).putLong(secret.low());
    var hash = Sha256.of(bytes.array());
    return new HoldId(new SecretId(hash.getLong(), hash.getLong()));
  }

  @Override
  public String toString() {
    return secret.toString();
  }
}

package dev.parterre.reservation.boxoffice;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// An id of 128 random bits, which cannot be guessed: knowing it is the right to use what it names.
/// As text, it has 22 characters of base64url; each id has exactly one text.
public record SecretId(long high, long low) {

  private static final int BYTES = 16;
  private static final int CHARACTERS = 22;
  private static final SecureRandom RANDOM = new SecureRandom();

  static SecretId random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return of(bytes);
  }

  /// Empty if no id has this text.
  static Optional<SecretId> parse(String text) {
    if (text.length() != CHARACTERS) {
      return Optional.empty();
    }
    try {
      var id = of(Base64.getUrlDecoder().decode(text));
      return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    byte[] bytes = ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static SecretId of(byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    return new SecretId(buffer.getLong(), buffer.getLong());
  }
}

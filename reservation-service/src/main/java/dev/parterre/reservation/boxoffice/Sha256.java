package dev.parterre.reservation.boxoffice;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Computes SHA-256 digests. The result is positioned at its first byte, to be read as numbers.
public final class Sha256 {

  private Sha256() {}

  public static ByteBuffer of(byte[] bytes) {
    return of(bytes, bytes.length);
  }

  public static ByteBuffer of(byte[] bytes, int length) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return ByteBuffer.wrap(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}

package dev.parterre.reservation.tickets;

import dev.parterre.reservation.boxoffice.Sha256;
import dev.parterre.reservation.boxoffice.TicketKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/// An Ed25519 key pair ([RFC 8032](https://www.rfc-editor.org/rfc/rfc8032)): the same on every
/// replica for the same [TicketKey], and so are its signatures. Threads may share it.
public final class SigningKey {

  private static final String ALGORITHM = "Ed25519";
  private static final byte[] DOMAIN = "parterre ticket key".getBytes(StandardCharsets.US_ASCII);
  private static final int SECRET_BYTES = 32;

  private final KeyPair pair;

  private SigningKey(KeyPair pair) {
    this.pair = pair;
  }

  public static SigningKey of(TicketKey key) {
    var seed = ByteBuffer.allocate(DOMAIN.length + 2 * Long.BYTES);
    seed.put(DOMAIN).putLong(key.seed().high()).putLong(key.seed().low());
    byte[] secret = new byte[SECRET_BYTES];
    Sha256.of(seed.array()).get(secret);
    return new SigningKey(pair(secret));
  }

  /// The public key of a private one cannot be asked for; but whoever generates a pair takes the
  /// private one, as it is, from a source of random bytes. That this is so is checked.
  private static KeyPair pair(byte[] secret) {
    try {
      var generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, new Fixed(secret));
      var pair = generator.generateKeyPair();
      var taken = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      if (!Arrays.equals(taken, secret)) {
        throw new IllegalStateException(
            "the generator of key pairs does not take what it is given");
      }
      return pair;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
    }
  }

  private static final class Fixed extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final byte[] bytes;

    Fixed(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, target.length);
    }
  }

  byte[] sign(byte[] text) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(pair.getPrivate());
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  boolean hasSigned(byte[] text, byte[] signed) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(pair.getPublic());
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  /// The 32 bytes of the public key, as RFC 8032 encodes a point: `y` with the lowest byte first,
  /// and in its highest bit whether `x` is odd.
  public byte[] publicKey() {
    var point = ((EdECPublicKey) pair.getPublic()).getPoint();
    byte[] encoded = new byte[SECRET_BYTES];
    byte[] y = point.getY().toByteArray();
    for (int i = 0; i < Math.min(y.length, SECRET_BYTES); i++) {
      encoded[i] = y[y.length - 1 - i];
    }
    if (point.isXOdd()) {
      encoded[SECRET_BYTES - 1] |= (byte) 0x80;
    }
    return encoded;
  }
}

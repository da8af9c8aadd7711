package dev.parterre.paxos.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret that the replicas of one cluster share. It is never sent, and every proof made with
/// it covers a nonce of the side that is to be convinced.
final class Secret {

  private static final String ALGORITHM = "HmacSHA256";

  /// What is proven. Each label has one meaning, so that no proof can be passed off as another.
  enum Label {
    /// A hello, by the client.
    HELLO,
    /// The welcome to a hello, by the server.
    WELCOME,
    /// The key of the frames that follow a welcome.
    ANSWERED_FRAMES,
    /// The key of the frames in the body of a request.
    ASKING_FRAMES
  }

  private final SecretKeySpec key;

  Secret(String secret, String clusterId) {
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("the secret of the peers is empty");
    }
    var mac = mac(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
    this.key = new SecretKeySpec(mac.doFinal(("parterre " + clusterId).getBytes(UTF_8)), ALGORITHM);
  }

  /// Each part is preceded by its length, so that no two lists of parts look alike.
  byte[] proof(Label label, byte[]... parts) {
    var mac = mac(key);
    mac.update((byte) label.ordinal());
    for (var part : parts) {
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
      mac.update(part);
    }
    return mac.doFinal();
  }

  /// May be reused, by one thread at a time.
  static Mac mac(byte[] key) {
    return mac(new SecretKeySpec(key, ALGORITHM));
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }

  /// Takes the same time wherever the two differ.
  static boolean areEqual(byte[] expected, byte[] given) {
    return MessageDigest.isEqual(expected, given);
  }
}

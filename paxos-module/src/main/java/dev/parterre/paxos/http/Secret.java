package dev.parterre.paxos.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What the replicas of one cluster know and strangers do not. It is never sent itself, and proves
/// nothing by itself: what it proves always holds a nonce of whoever is to be convinced.
final class Secret {

  private static final String ALGORITHM = "HmacSHA256";

  /// What is proven. One label has one meaning, so that no proof can be passed off as another.
  enum Label {
    /// A hello, by the side that asks.
    HELLO,
    /// A welcome to a hello, by the side that answers.
    WELCOME,
    /// The key of the frames that follow on a welcome.
    ANSWERED_FRAMES,
    /// The key of the frames that go with a hello.
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

  /// Each part behind its length: no two lists of parts look alike.
  byte[] proof(Label label, byte[]... parts) {
    var mac = mac(key);
    mac.update((byte) label.ordinal());
    for (var part : parts) {
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
      mac.update(part);
    }
    return mac.doFinal();
  }

  /// To be used again and again, by one thread at a time.
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

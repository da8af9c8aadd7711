package dev.parterre.paxos.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parterre.paxos.core.NodeId;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What the replicas of one cluster know and strangers do not. It is never sent itself: a proof of
/// it is, which holds for one cluster, one sender and one receiver only.
final class Secret {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final String clusterId;

  Secret(String secret, String clusterId) {
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("the secret of the peers is empty");
    }
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
    this.clusterId = clusterId;
  }

  String proof(NodeId from, NodeId to) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      var claim = "parterre " + from + " " + to + " " + clusterId;
      return HexFormat.of().formatHex(mac.doFinal(claim.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }

  /// Takes the same time wherever the two differ.
  static boolean areEqual(String expected, String given) {
    return MessageDigest.isEqual(expected.getBytes(US_ASCII), given.getBytes(US_ASCII));
  }
}

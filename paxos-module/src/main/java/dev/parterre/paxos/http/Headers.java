package dev.parterre.paxos.http;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The words between peers that stand in headers, each as bytes in Base64.
final class Headers {

  static final String CHALLENGE_PATH = "/paxos/challenge";

  /// A [Doorkeeper]'s, to be said in a hello.
  static final String TOKEN = "Parterre-Token";

  static final String HELLO = "Parterre-Hello";
  static final String WELCOME = "Parterre-Welcome";

  /// Of the hello or the welcome.
  static final String PROOF = "Parterre-Proof";

  private Headers() {}

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Nothing where there is no such header, or not such bytes.
  static byte[] decode(@Nullable String value) {
    try {
      return value == null ? new byte[0] : Base64.getUrlDecoder().decode(value);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }
}

package dev.parterre.paxos.http;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The HTTP headers that peers use; each value is bytes in Base64.
final class Headers {

  static final String CHALLENGE_PATH = "/paxos/challenge";

  /// A token of a [Doorkeeper], to be repeated in a hello.
  static final String TOKEN = "Parterre-Token";

  static final String HELLO = "Parterre-Hello";
  static final String WELCOME = "Parterre-Welcome";

  /// The proof of the hello or of the welcome.
  static final String PROOF = "Parterre-Proof";

  private Headers() {}

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// No bytes if there is no such header, or it is not Base64.
  static byte[] decode(@Nullable String value) {
    try {
      return value == null ? new byte[0] : Base64.getUrlDecoder().decode(value);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }
}

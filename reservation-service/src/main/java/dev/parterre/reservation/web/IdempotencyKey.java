package dev.parterre.reservation.web;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.springframework.web.context.request.NativeWebRequest;

/// The client's name for one request: a retry under the same key has no second effect. A controller
/// method that has a parameter of this type gets the request's key, or a random one.
public record IdempotencyKey(String value) {

  public static final String HEADER = "Idempotency-Key";

  private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 16;

  static IdempotencyKey of(NativeWebRequest request) {
    String[] given = request.getHeaderValues(HEADER);
    if (given == null || given.length == 0) {
      return random();
    }
    if (given.length > 1 || !VISIBLE_ASCII.matcher(given[0]).matches()) {
      throw new ProblemException(
          Problem.MALFORMED_REQUEST,
          "The header Idempotency-Key must be given once, with 1 to 255 visible ASCII characters.");
    }
    return new IdempotencyKey(given[0]);
  }

  /// For what the server does of its own accord.
  public static IdempotencyKey random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return new IdempotencyKey("server-" + HexFormat.of().formatHex(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}

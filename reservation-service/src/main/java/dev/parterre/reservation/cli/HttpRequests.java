package dev.parterre.reservation.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Makes whole HTTP requests, as bytes.
public final class HttpRequests {

  private HttpRequests() {}

  static byte[] get(URI base, String path) {
    return bytes("GET " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n\r\n");
  }

  public static byte[] post(
      URI base, String path, @Nullable String token, String idempotencyKey, byte[] body) {
    return send("POST", base, path, token, idempotencyKey, body);
  }

  static byte[] delete(URI base, String path, @Nullable String token, String idempotencyKey) {
    return send("DELETE", base, path, token, idempotencyKey, new byte[0]);
  }

  private static byte[] send(
      String method,
      URI base,
      String path,
      @Nullable String token,
      String idempotencyKey,
      byte[] body) {
    var authorization = token == null ? "" : "Authorization: Bearer " + token + "\r\n";
    var type = body.length == 0 ? "" : "\r\nContent-Type: application/json";
    var head =
        bytes(
            method
                + " "
                + path
                + " HTTP/1.1\r\nHost: "
                + base.getAuthority()
                + type
                + "\r\nIdempotency-Key: "
                + idempotencyKey
                + "\r\n"
                + authorization
                + "Content-Length: "
                + body.length
                + "\r\n\r\n");
    var request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  private static byte[] bytes(String head) {
    return head.getBytes(ISO_8859_1);
  }
}

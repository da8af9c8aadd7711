package dev.parterre.reservation.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A client of one replica's API. Headers are given as name, value, name, value…
record Api(URI base, @Nullable String token) {

  static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private static final String ROOT = "/api/v1";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static Api at(String url) {
    return new Api(URI.create(url), null);
  }

  Api withToken(String shown) {
    return new Api(base, shown);
  }

  Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  Answer delete(String path, String... headers) {
    return send("DELETE", path, null, headers);
  }

  Answer post(String path, Object body, String... headers) {
    return send("POST", path, body, headers);
  }

  /// @param body bytes and text are sent as they are, anything else as JSON
  Answer send(String method, String path, @Nullable Object body, String... headers) {
    var request = request(path, headers);
    if (body != null && request.build().headers().firstValue("Content-Type").isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes(body)));
    return send(request.build());
  }

  /// @throws UncheckedIOException if the replica does not answer
  Answer send(HttpRequest request) {
    try {
      var response = HTTP.send(request, BodyHandlers.ofByteArray());
      var path = request.method() + " " + request.uri().getPath();
      return new Answer(path, response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// @param path relative to `/api/v1`; if it begins with two slashes, to the replica's address
  HttpRequest.Builder request(String path, String... headers) {
    var whole = path.startsWith("//") ? path.substring(1) : ROOT + path;
    var request = HttpRequest.newBuilder(base.resolve(whole)).timeout(PATIENCE);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return headers.length == 0 ? request : request.headers(headers);
  }

  static byte[] bytes(Object body) {
    return switch (body) {
      case byte[] bytes -> bytes;
      case String text -> text.getBytes(StandardCharsets.UTF_8);
      default -> JsonMapper.shared().writeValueAsBytes(body);
    };
  }
}

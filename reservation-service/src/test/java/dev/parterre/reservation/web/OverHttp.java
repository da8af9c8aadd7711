package dev.parterre.reservation.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tests of the HTTP layer over real connections to a real Tomcat, with a few paths for tests.
@Timeout(60)
@SpringBootTest(
    classes = WebTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"parterre.admin.token=the token", "management.server.port=-1"})
abstract class OverHttp {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @LocalServerPort private int port;

  static BodyPublisher[] bothWays(byte[] body) {
    return new BodyPublisher[] {
      BodyPublishers.ofByteArray(body),
      BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body))
    };
  }

  static BodyPublisher json(String body) {
    return BodyPublishers.ofString(body);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  HttpRequest.Builder request(String method, String path, BodyPublisher body) {
    return HttpRequest.newBuilder(uri(path))
        .method(method, body)
        .header("Content-Type", "application/json");
  }

  HttpResponse<String> send(String method, String path) throws Exception {
    return send(method, path, BodyPublishers.noBody());
  }

  HttpResponse<String> send(String method, String path, String body) throws Exception {
    return send(method, path, json(body));
  }

  HttpResponse<String> send(String method, String path, BodyPublisher body) throws Exception {
    return send(request(method, path, body));
  }

  static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }

  String raw(String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return answer(socket.getInputStream());
    }
  }

  /// Reads to the end of the document or of the connection, whichever comes first.
  static String answer(InputStream in) throws IOException {
    var answer = new StringBuilder();
    byte[] bytes = new byte[8_192];
    while (!isWhole(answer)) {
      int count = in.read(bytes);
      if (count < 0) {
        break;
      }
      answer.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
    }
    return answer.toString();
  }

  static boolean isWhole(StringBuilder answer) {
    int end = answer.indexOf("\r\n\r\n");
    return answer.indexOf("HTTP/1.1 204") == 0
        ? end >= 0
        : end >= 0 && answer.indexOf("}", end) > 0;
  }

  static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  static JsonNode problem(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    return json(response);
  }

  static void assertProblem(
      HttpResponse<String> response, int status, String slug, String instance) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    var problem = problem(response);
    assertThat(problem.path("type").asString()).isEqualTo("/problems/" + slug);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("instance").asString()).isEqualTo(instance);
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("detail").asString()).isNotBlank();
  }
}

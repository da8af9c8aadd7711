package dev.parterre.reservation.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A replica's answer to a request.
record Answer(String path, int status, HttpHeaders headers, byte[] bytes) {

  static final String LOG_INDEX = "Log-Index";

  String text() {
    return new String(bytes, UTF_8);
  }

  JsonNode json() {
    return JsonMapper.shared().readTree(bytes);
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  long logIndex() {
    assertThat(headers.allValues(LOG_INDEX)).as("%s of %s", LOG_INDEX, path).hasSize(1);
    return Long.parseLong(header(LOG_INDEX));
  }

  /// Returns this answer, which must have this status.
  Answer is(int expected) {
    assertThat(status).as("status of %s, answered %s", path, text()).isEqualTo(expected);
    return this;
  }

  /// Returns this answer, which must be a complete problem document as the contract requires.
  Answer isProblem(int expected, String slug) {
    is(expected);
    assertThat(header("Content-Type")).as(path).startsWith("application/problem+json");
    var problem = json();
    assertThat(problem.path("type").asString("")).as(text()).isEqualTo("/problems/" + slug);
    assertThat(problem.path("status").asInt(0)).as(text()).isEqualTo(expected);
    assertThat(problem.path("title").asString("")).as(text()).isNotBlank();
    assertThat(problem.path("detail").asString("")).as(text()).isNotBlank();
    assertThat(problem.path("instance").isString()).as(text()).isTrue();
    return this;
  }

  boolean hasSlug(String slug) {
    return header("Content-Type").startsWith("application/problem+json")
        && json().path("type").asString("").equals("/problems/" + slug);
  }
}

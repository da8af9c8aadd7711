package dev.parterre.reservation.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which request bodies are accepted.
class RequestBodyTest extends OverHttp {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\": \"a\", \"name\": \"b\"}",
        "{\"name\": \"a\"",
        "{\"name\": \"a\"} {}",
        "{\"name\": 3}",
        "{\"name\": true}",
        "{\"count\": \"5\"}",
        "{\"count\": 1.0}",
        "{\"count\": 1.5}",
        "{\"count\": true}",
        "{\"count\": null}",
        "{\"tags\": null}",
        "{\"at\": null}",
        "{\"price\": {\"amount\": \"1\", \"currency\": null}}",
        "{\"count\": NaN}",
        "{\"flag\": \"true\"}",
        "{\"flag\": 1}",
        "{\"unknown\": 1}",
        "{\"tags\": \"a\"}",
        "{\"tags\": [null]}",
        "{\"tags\": [1]}",
        "{\"tags\": \"\"}",
        "{\"name\": \"\\ud800\"}",
        "{\"\\ud800\": 1}",
        "{\"at\": \"yesterday\"}",
        "{\"at\": \"2026-02-30T10:00:00Z\"}",
        "{\"at\": \"2026-11-21\"}",
        "{\"at\": 1763000000}",
        "{\"price\": {\"amount\": 45.00, \"currency\": \"EUR\"}}",
        "{'name': 'a'}",
        "{\"name\": \"a\",}",
        "/* a */ {}",
        "[]",
        "\"\"",
        "5",
        "null",
      })
  void a_malformed_body_is_refused(String body) throws Exception {
    var response = send("POST", "/api/v1/echo", body);
    assertProblem(response, 400, "malformed-request", "/api/v1/echo");
    assertThat(problem(response).path("detail").asString())
        .doesNotContain("tools.jackson", "dev.parterre", "java.");
  }

  @Test
  void a_body_that_is_not_there_or_not_utf_8_is_refused() throws Exception {
    assertProblem(send("POST", "/api/v1/echo", ""), 400, "malformed-request", "/api/v1/echo");
    byte[] latin1 = "{\"name\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    var refused = send("POST", "/api/v1/echo", BodyPublishers.ofByteArray(latin1));
    assertProblem(refused, 400, "malformed-request", "/api/v1/echo");
    byte[] utf16 = "{\"name\": \"e\"}".getBytes(StandardCharsets.UTF_16LE);
    var alsoRefused = send("POST", "/api/v1/echo", BodyPublishers.ofByteArray(utf16));
    assertProblem(alsoRefused, 400, "malformed-request", "/api/v1/echo");
  }

  /// Jackson accepts the first three.
  @ParameterizedTest
  @ValueSource(strings = {"c0af", "eda080", "eda0bdedb880", "80", "c3", "f4908080"})
  void bytes_that_are_no_characters_are_refused(String bytes) throws Exception {
    var body = new ByteArrayOutputStream();
    body.writeBytes("{\"name\": \"a".getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(HexFormat.of().parseHex(bytes));
    body.writeBytes("b\"}".getBytes(StandardCharsets.US_ASCII));
    for (var sent : bothWays(body.toByteArray())) {
      for (String path : new String[] {"/api/v1/echo", "/api/v1/bytes"}) {
        var response = send("POST", path, sent);
        assertProblem(response, 400, "malformed-request", path);
        assertThat(problem(response).path("detail").asString()).contains("not UTF-8");
      }
    }
  }

  @Test
  void a_byte_order_mark_is_refused_in_words() throws Exception {
    var response = send("POST", "/api/v1/echo", "\ufeff{}");
    assertProblem(response, 400, "malformed-request", "/api/v1/echo");
    assertThat(problem(response).path("detail").asString()).contains("byte-order mark");
    assertThat(send("POST", "/api/v1/echo", "{\"name\": \"\ufeff\"}").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483648", "-2147483649", "99999999999", "99999999999999999999999"})
  void a_number_out_of_range_is_invalid_where_it_stands(String number) throws Exception {
    var response = send("POST", "/api/v1/echo", "{\"count\": " + number + "}");
    assertProblem(response, 422, "invalid", "/api/v1/echo");
    assertThat(problem(response).path("errors").path(0).path("pointer").asString())
        .isEqualTo("/count");
  }

  @Test
  void what_is_too_long_is_told_so() throws Exception {
    String number = "{\"count\": " + "9".repeat(101) + "}";
    String text = "{\"name\": \"" + "a".repeat(100_001) + "\"}";
    for (String body : new String[] {number, text}) {
      var response = send("POST", "/api/v1/echo", body);
      assertProblem(response, 400, "malformed-request", "/api/v1/echo");
      assertThat(problem(response).path("detail").asString()).contains("too long");
    }
  }

  @Test
  void a_member_that_is_left_out_is_no_null() throws Exception {
    assertThat(send("POST", "/api/v1/echo", "{}").statusCode()).isEqualTo(200);
    var response = send("POST", "/api/v1/echo", "{\"tags\": null}");
    assertThat(problem(response).path("detail").asString())
        .isEqualTo("The value of /tags has the wrong type.");
  }

  @Test
  void what_a_time_lacks_is_told() throws Exception {
    assertThat(detailOf("2027-02-28T10:00:00")).contains("/at", "offset");
    assertThat(detailOf("2027-02-29T10:00:00Z")).contains("no such day");
    assertThat(detailOf("2027-02-28")).contains("such as");
  }

  private String detailOf(String time) throws Exception {
    var response = send("POST", "/api/v1/echo", "{\"at\": \"" + time + "\"}");
    assertProblem(response, 400, "malformed-request", "/api/v1/echo");
    return problem(response).path("detail").asString();
  }

  @Test
  void a_deep_body_is_refused() throws Exception {
    String body = "{\"tags\": " + "[".repeat(100_000);
    assertProblem(send("POST", "/api/v1/echo", body), 400, "malformed-request", "/api/v1/echo");
  }

  @Test
  void a_fault_is_named_by_its_place() throws Exception {
    var response = send("POST", "/api/v1/echo", "{\"tags\": [\"a\", {\"b\": 1}]}");
    assertThat(problem(response).path("detail").asString()).contains("/tags/1");
    String price = "{\"amount\": \"1\", \"currency\": \"EUR\", \"a/b\": 1}";
    var unknown = send("POST", "/api/v1/echo", "{\"price\": " + price + "}");
    assertThat(problem(unknown).path("detail").asString()).contains("/price/a~1b");
  }

  @Test
  void a_value_that_its_type_refuses_is_invalid() throws Exception {
    var response =
        send("POST", "/api/v1/echo", "{\"price\": {\"amount\": \"-1\", \"currency\": \"EUR\"}}");
    assertProblem(response, 422, "invalid", "/api/v1/echo");
    assertThat(problem(response).path("errors").path(0).path("pointer").asString())
        .isEqualTo("/price");
  }

  @Test
  void times_have_three_digits_of_milliseconds() throws Exception {
    var response = send("POST", "/api/v1/echo", "{\"at\": \"2026-11-21T11:15:30.1+01:00\"}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("at").asString()).isEqualTo("2026-11-21T10:15:30.100Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json;charset=iso-8859-1",
        "application/json;charset=nonsense",
        "application/xml",
        "nonsense"
      })
  void a_body_of_another_type_is_refused(String type) throws Exception {
    for (String path : new String[] {"/api/v1/echo", "/api/v1/bytes"}) {
      var request = HttpRequest.newBuilder(uri(path)).POST(json("{}")).header("Content-Type", type);
      assertProblem(send(request), 415, "unsupported-media-type", path);
    }
  }

  @Test
  void a_body_without_a_type_is_refused() throws Exception {
    var request = HttpRequest.newBuilder(uri("/api/v1/echo")).POST(json("{}"));
    assertProblem(send(request), 415, "unsupported-media-type", "/api/v1/echo");
    var utf8 = HttpRequest.newBuilder(uri("/api/v1/echo")).POST(json("{}"));
    utf8.header("Content-Type", "application/json; charset=UTF-8");
    assertThat(send(utf8).statusCode()).isEqualTo(200);
  }

  @Test
  void a_body_that_is_too_large_is_refused_declared_or_not() throws Exception {
    byte[] large = new byte[(1 << 20) + 1];
    Arrays.fill(large, (byte) ' ');
    for (BodyPublisher body : bothWays(large)) {
      assertProblem(send("POST", "/api/v1/echo", body), 413, "too-large", "/api/v1/echo");
    }
    byte[] fits = Arrays.copyOf(large, 1 << 20);
    fits[0] = '{';
    fits[1] = '}';
    for (BodyPublisher body : bothWays(fits)) {
      assertThat(send("POST", "/api/v1/echo", body).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_plan_may_be_larger() throws Exception {
    for (BodyPublisher body : bothWays(new byte[32 << 20])) {
      assertThat(send("POST", "/api/v1/venues", body).statusCode()).isEqualTo(200);
    }
    for (BodyPublisher body : bothWays(new byte[(32 << 20) + 1])) {
      assertProblem(send("POST", "/api/v1/venues", body), 413, "too-large", "/api/v1/venues");
    }
  }
}

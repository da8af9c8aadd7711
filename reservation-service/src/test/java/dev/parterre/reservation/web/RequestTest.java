package dev.parterre.reservation.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which requests are accepted, apart from their bodies.
class RequestTest extends OverHttp {

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/api", "/api/", "/api/v1/nowhere", "/error", "/assets/a.js"})
  void an_unknown_path_is_not_found(String path) throws Exception {
    assertProblem(send("GET", path), 404, "not-found", path);
    assertProblem(send("POST", path, "{}"), 404, "not-found", path);
    assertProblem(send("DELETE", path), 404, "not-found", path);
  }

  @Test
  void a_method_that_a_path_does_not_take_is_refused_with_those_it_takes() throws Exception {
    var response = send("PUT", "/api/v1/echo", "{}");
    assertProblem(response, 405, "method-not-allowed", "/api/v1/echo");
    assertThat(response.headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void where_get_is_allowed_so_is_head() throws Exception {
    for (String path : new String[] {"/api/v1/list", "/problems/invalid"}) {
      var response = send("PUT", path, "{}");
      assertProblem(response, 405, "method-not-allowed", path);
      assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/v1/seats/%C0%AF,path",
    "GET /api/v1/seats/%ED%A0%80,path",
    "GET /api/v1/seats/a%80,path",
    "GET /api/v1/seats/%C3,path",
    "GET /problems/%C0%AF,path",
    "GET /assets/%ff,path",
    "GET /api/v1/list?limit=%c3%28,query",
    "GET /?%ff,query",
    "POST /api/v1/key?%c0%af=1,query"
  })
  void an_address_that_is_not_utf_8_is_refused(String line, String where) throws Exception {
    assertThat(raw(line + " HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "/problems/malformed-request")
        .contains("The " + where + " is not UTF-8.");
  }

  /// Each character is sent as one byte.
  @ParameterizedTest
  @ValueSource(strings = {"Idempotency-Key", "Authorization", "Accept", "X-Anything"})
  void a_header_that_is_not_utf_8_is_refused(String name) throws Exception {
    for (String bytes : new String[] {"\u00e4", "a\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00c3"}) {
      String head = "POST /api/v1/key HTTP/1.1\r\nHost: a\r\n" + name + ": " + bytes + "\r\n\r\n";
      assertThat(raw(head))
          .startsWith("HTTP/1.1 400")
          .containsIgnoringCase("application/problem+json")
          .containsIgnoringCase("The header " + name + " is not UTF-8.");
    }
  }

  @Test
  void addresses_and_headers_in_utf_8_are_taken() throws Exception {
    assertThat(send("GET", "/api/v1/seats/%C3%A4%F0%9F%98%80").body())
        .isEqualTo("[\"\u00e4\ud83d\ude00\"]");
    assertThat(raw("GET /api/v1/list HTTP/1.1\r\nHost: a\r\nX: \u00c3\u00a4%ff\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml", "nonsense", "application/json;q=0"})
  void an_answer_that_is_not_accepted_is_refused_before_anything_is_done(String accept)
      throws Exception {
    int before = WebTestApplication.echoes.get();
    var response = send(request("POST", "/api/v1/echo", json("{}")).header("Accept", accept));
    assertProblem(response, 406, "not-acceptable", "/api/v1/echo");
    assertThat(WebTestApplication.echoes).hasValue(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "*/*", "application/*", "text/html, */*;q=0.1"})
  void json_is_sent_to_a_client_that_accepts_it(String accept) throws Exception {
    var response = send(request("POST", "/api/v1/echo", json("{}")).header("Accept", accept));
    assertThat(response.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic dG9r", "Bearer", "Bearer ", "Bearer wrong", "the token"})
  void an_admin_call_without_the_token_is_refused_before_its_body_is_read(String authorization)
      throws Exception {
    var request = request("POST", "/api/v1/admin", json("not json"));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    var response = send(request);
    assertProblem(response, 401, "unauthenticated", "/api/v1/admin");
    assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @Test
  void an_admin_call_with_the_token_is_made() throws Exception {
    var request = request("POST", "/api/v1/admin", json("{}"));
    assertThat(send(request.header("Authorization", "bearer the token")).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "consistency=global",
        "minIndex=-1",
        "minIndex=x",
        "minIndex=9223372036854775808",
        "minIndex=",
        "minIndex=1&minIndex=2",
        "limit=0",
        "limit=201",
        "limit=x",
        "cursor=",
        "cursor=%00",
        "cursor=_w",
        "cursor=YQ",
        "flag=perhaps",
        "limit=%zz",
        "limit=%ff"
      })
  void a_malformed_parameter_is_refused(String query) throws Exception {
    String response = raw("GET /api/v1/list?" + query + " HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(response).startsWith("HTTP/1.1 400").contains("/problems/malformed-request");
  }

  @Test
  void parameters_are_read() throws Exception {
    var response = send("GET", "/api/v1/list?limit=2&minIndex=7");
    assertThat(json(response).path("mode").asString()).isEqualTo("AtLeast[index=7]");
    assertThat(json(response).path("page").path("items").size()).isEqualTo(2);
    String next = json(response).path("page").path("next").asString();
    var last = json(send("GET", "/api/v1/list?limit=2&cursor=" + next));
    assertThat(last.path("page").path("items").path(0).asString()).isEqualTo("c");
    assertThat(last.path("page").has("next")).isFalse();
    assertThat(last.path("mode").asString()).isEqualTo("Linearizable[]");
  }

  @Test
  void an_index_is_any_number_up_to_the_largest() throws Exception {
    var response = send("GET", "/api/v1/list?minIndex=" + Long.MAX_VALUE);
    assertThat(json(response).path("mode").asString())
        .isEqualTo("AtLeast[index=9223372036854775807]");
  }

  @Test
  void a_cursor_of_another_list_is_refused() throws Exception {
    String next = json(send("GET", "/api/v1/list?limit=1")).path("page").path("next").asString();
    assertThat(send("GET", "/api/v1/list?cursor=" + next).statusCode()).isEqualTo(200);
    var refused = send("GET", "/api/v1/other-list?cursor=" + next);
    assertProblem(refused, 400, "malformed-request", "/api/v1/other-list");
  }

  @Test
  void an_idempotency_key_is_checked_and_made_where_there_is_none() throws Exception {
    for (String bad : new String[] {"a b", "a".repeat(256), "\u00e9"}) {
      var response =
          raw("POST /api/v1/key HTTP/1.1\r\nHost: a\r\nIdempotency-Key: " + bad + "\r\n\r\n");
      assertThat(response).startsWith("HTTP/1.1 400").contains("/problems/malformed-request");
    }
    var twice = request("POST", "/api/v1/key", BodyPublishers.noBody());
    twice.header("Idempotency-Key", "a").header("Idempotency-Key", "b");
    assertProblem(send(twice), 400, "malformed-request", "/api/v1/key");
    var given = request("POST", "/api/v1/key", BodyPublishers.noBody());
    assertThat(send(given.header("Idempotency-Key", "a~!")).body())
        .isEqualTo("{\"value\":\"a~!\"}");
    assertThat(send("POST", "/api/v1/key", "").body())
        .isNotEqualTo(send("POST", "/api/v1/key", "").body());
  }

  @Test
  void a_seat_may_have_a_slash_in_its_name() throws Exception {
    assertThat(send("GET", "/api/v1/seats/A%2F1%25").body()).isEqualTo("[\"A/1%\"]");
  }
}

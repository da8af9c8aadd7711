package dev.parterre.reservation.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Headers for browsers.
class PagesTest extends OverHttp {

  @ParameterizedTest
  @EnumSource(Problem.class)
  void each_problem_has_a_page(Problem problem) throws Exception {
    var response = send("GET", problem.type());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    assertThat(response.body()).contains("<h1>" + problem.title() + "</h1>");
  }

  @Test
  void another_problem_has_none() throws Exception {
    assertProblem(send("GET", "/problems/none"), 404, "not-found", "/problems/none");
  }

  @Test
  void any_page_may_call_the_api() throws Exception {
    var preflight =
        raw(
            "OPTIONS /api/v1/echo HTTP/1.1\r\nHost: a\r\nOrigin: http://b\r\n"
                + "Access-Control-Request-Method: POST\r\n\r\n");
    assertThat(preflight)
        .startsWith("HTTP/1.1 204")
        .contains("Access-Control-Allow-Origin: *", "Idempotency-Key", "Last-Event-ID");
    var response = send("GET", "/api/v1/nowhere");
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    assertThat(response.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
        .contains("Log-Index", "Location");
  }

  @Test
  void a_page_is_not_kept_over_an_upgrade() throws Exception {
    var page =
        send(
            HttpRequest.newBuilder(uri("/index.html"))
                .header("If-Modified-Since", "Fri, 31 Dec 2100 00:00:00 GMT"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(page.headers().firstValue("Last-Modified")).isEmpty();
  }

  @Test
  void pages_are_kept_to_a_policy() throws Exception {
    var response = send("GET", "/nowhere");
    assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("frame-ancestors 'none'", "connect-src 'self' http: https:");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }
}

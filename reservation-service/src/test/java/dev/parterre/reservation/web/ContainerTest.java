package dev.parterre.reservation.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that are refused before they reach a controller, or that fail outside one.
@Tag("slow")
class ContainerTest extends OverHttp {

  @Test
  void a_failure_tells_nothing_of_its_inside() throws Exception {
    var response = send("GET", "/api/v1/failure");
    assertProblem(response, 500, "internal", "/api/v1/failure");
    assertThat(response.body()).doesNotContain("secret");
  }

  @Test
  void a_failure_of_a_filter_is_a_problem_too() throws Exception {
    var response = send("GET", "/api/v1/filter-failure");
    assertProblem(response, 500, "internal", "/api/v1/filter-failure");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /<a> HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: <\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
        "POST /api/v1/echo HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        "POST /api/v1/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST /api/v1/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n",
        "nonsense\r\n\r\n",
        "G(T / HTTP/1.1\r\nHost: a\r\n\r\n",
      })
  void a_request_that_is_not_http_is_refused_by_the_container(String request) throws Exception {
    assertThat(raw(request))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "\"type\":\"/problems/malformed-request\"");
  }

  @Test
  void headers_that_are_too_large_are_refused_by_the_container() throws Exception {
    String header = "X: " + "a".repeat(100_000);
    assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json");
  }

  @Test
  void other_refusals_of_the_container_are_problems_too() throws Exception {
    assertThat(raw("TRACE /api/v1/echo HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 405")
        .contains("/problems/method-not-allowed");
    assertThat(raw("GET / HTTP/9.9\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 505")
        .contains("application/problem+json", "version of HTTP");
    assertThat(raw("POST /api/v1/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: nonsense\r\n\r\n"))
        .startsWith("HTTP/1.1 501")
        .contains("application/problem+json", "transfer encoding");
    assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\nExpect: the unexpected\r\n\r\n"))
        .startsWith("HTTP/1.1 417")
        .contains("application/problem+json", "header Expect");
    for (String target : new String[] {"a:443", "/api/v1/echo"}) {
      assertThat(raw("CONNECT " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"))
          .startsWith("HTTP/1.1 ")
          .contains("application/problem+json", "asks for a proxy");
    }
    assertThat(raw("NONSENSE /api/v1/echo HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 405")
        .contains("/problems/method-not-allowed");
  }
}

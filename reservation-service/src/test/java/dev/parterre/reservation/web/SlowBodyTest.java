package dev.parterre.reservation.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/// Bodies that are announced but never end.
@TestPropertySource(properties = "server.tomcat.connection-timeout=300ms")
class SlowBodyTest extends OverHttp {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 100\r\n\r\n{\"name\":",
        "Content-Length: 100\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"nam\r\n"
      })
  void a_body_that_never_ends_is_told_so(String rest) throws Exception {
    String head = "POST /api/v1/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    assertThat(raw(head + rest))
        .startsWith("HTTP/1.1 408")
        .contains("application/problem+json", "was not complete in time");
  }
}

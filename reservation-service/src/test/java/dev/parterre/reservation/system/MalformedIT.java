package dev.parterre.reservation.system;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that cannot be read: each is answered with 400 and a problem document, and changes
/// nothing.
@ExtendWith(SharedCluster.class)
@Timeout(60)
class MalformedIT {

  private static final String HOLDS = "/events/1/holds";
  private static final String GOOD = "{\"seats\": [\"stalls-A-1\"]}";

  private final TestCluster cluster;

  MalformedIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "seats",
        "[]",
        "null",
        "{\"seats\": \"stalls-A-1\"}",
        "{\"seats\": [1]}",
        "{\"seats\": [null]}",
        "{\"seats\": null}",
        "{\"seats\": [\"\\ud800\"]}",
        "{\"seats\": [\"stalls-A-1\"], \"holdSeconds\": \"60\"}",
        "{\"seats\": [\"stalls-A-1\"], \"holdSeconds\": 60.5}",
        "{\"seats\": [\"stalls-A-1\"], \"seat\": 1}",
        "{\"seats\": [\"stalls-A-1\"], \"seats\": [\"stalls-A-2\"]}",
        "{\"seats\": [\"stalls-A-1\"]} {}",
        "{\"seats\": [\"stalls-A-1\"]}]",
        "{'seats': ['stalls-A-1']}",
        "{\"seats\": [\"stalls-A-1\",]}"
      })
  void a_body_that_is_not_what_the_contract_says_is_400(String body) {
    Unchanged.by(
        cluster, () -> cluster.api(2).post(HOLDS, body).isProblem(400, "malformed-request"));
  }

  @Test
  void a_body_in_another_encoding_is_400() {
    var latin = new byte[] {'{', '"', (byte) 0xe4, '"', ':', '1', '}'};
    Unchanged.by(
        cluster, () -> cluster.api(1).post(HOLDS, latin).isProblem(400, "malformed-request"));
    var utf16 = GOOD.getBytes(StandardCharsets.UTF_16LE);
    Unchanged.by(
        cluster, () -> cluster.api(1).post(HOLDS, utf16).isProblem(400, "malformed-request"));
    var overlong = GOOD.replace("A", "\u00c0\u00af").getBytes(StandardCharsets.ISO_8859_1);
    Unchanged.by(
        cluster, () -> cluster.api(1).post(HOLDS, overlong).isProblem(400, "malformed-request"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/events?limit=0",
        "/events?limit=201",
        "/events?limit=ten",
        "/events?limit=1&limit=2",
        "/events?cursor=%2e%2e",
        "/events?cursor=",
        "/events?consistency=strong",
        "/events?minIndex=-1",
        "/events?minIndex=1.5",
        "/events?minIndex=9223372036854775808",
        "/events?limit=%zz"
      })
  void a_parameter_out_of_its_range_is_400(String path) {
    // Written by hand, since a client's library would not send all of them.
    var status = Raw.exchange(cluster.api(1), "GET /api/v1" + path + " HTTP/1.1\r\nHost: a\r\n");
    status.isProblem(400, "malformed-request");
  }

  @Test
  void a_bad_key_is_400() {
    for (var key : List.of("", "a b", "ä", "k".repeat(256))) {
      var head =
          """
          POST /api/v1/events/1/holds HTTP/1.1\r
          Host: a\r
          Content-Type: application/json\r
          Content-Length: %d\r
          Idempotency-Key: %s\r
          """
              .formatted(GOOD.length(), key);
      var port = cluster.api(3).base().getPort();
      Unchanged.by(
          cluster,
          () -> Raw.exchange(port, head, Api.bytes(GOOD)).isProblem(400, "malformed-request"));
    }
    var twice = new String[] {"Idempotency-Key", "a", "Idempotency-Key", "b"};
    Unchanged.by(
        cluster, () -> cluster.api(3).post(HOLDS, GOOD, twice).isProblem(400, "malformed-request"));
    cluster.api(1).post("/reservations", "{}", Shows.key("~".repeat(255))).is(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONSENSE\r\n",
        "GET /api/v1/events HTTP/1.1\r\n",
        "GET /api/v1/events HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
        "GET /api/v1/events HTTP/1.1\r\nHost: a\r\nOops\r\n",
        "GET /api/v1/{} HTTP/1.1\r\nHost: a\r\n",
        "GET /api/v1/%00 HTTP/1.1\r\nHost: a\r\n",
        "GET /api/v1/%C0%AF HTTP/1.1\r\nHost: a\r\n",
        "GET /api/v1/events?%ff HTTP/1.1\r\nHost: a\r\n",
        "GET /api/v1/events HTTP/1.1\r\nHost: a\r\nX: \u00c0\u00af\r\n",
        "GET /api/../../etc/passwd HTTP/1.1\r\nHost: a\r\n",
        "POST /api/v1/reservations HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n",
        "POST /api/v1/reservations HTTP/1.1\r\n"
            + "Host: a\r\n"
            + "Content-Length: 1\r\n"
            + "Content-Length: 2\r\n"
      })
  void what_is_hardly_http_is_told_so_in_a_problem_document(String head) {
    Unchanged.by(
        cluster, () -> Raw.exchange(cluster.api(1), head).isProblem(400, "malformed-request"));
  }

  @Test
  void headers_too_large_are_told_so_in_a_problem_document() {
    var head = "GET /api/v1/events HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(30_000) + "\r\n";
    Raw.exchange(cluster.api(1), head).isProblem(400, "malformed-request");
  }
}

package dev.parterre.reservation.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HttpLaneTest {

  private static final String PROBLEM = "HTTP/1.1 409 \r\ncontent-LENGTH: 2\r\n\r\n{}";

  private final AtomicInteger connections = new AtomicInteger();
  private ServerSocket server;
  private HttpLane lane;

  @BeforeEach
  void open() throws Exception {
    server = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
    lane = new HttpLane(base(), Duration.ofMillis(500));
  }

  @AfterEach
  void close() throws Exception {
    lane.close();
    server.close();
  }

  @Test
  void one_connection_carries_one_request_after_another() throws Exception {
    answer(PROBLEM, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 204 \r\n\r\n");

    assertThat(get()).isEqualTo(409);
    assertThat(lane.body()).asString(UTF_8).isEqualTo("{}");
    assertThat(get()).isEqualTo(200);
    assertThat(lane.body()).asString(UTF_8).isEqualTo("hello");
    assertThat(get()).isEqualTo(204);
    assertThat(lane.body()).isEmpty();
    assertThat(connections).hasValue(1);
  }

  @Test
  void chunks_are_put_together_and_a_next_answer_follows() throws Exception {
    answer(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nT: 1\r\n\r\n",
        PROBLEM);

    assertThat(get()).isEqualTo(200);
    assertThat(lane.body()).asString(UTF_8).isEqualTo("abc0123456789");
    assertThat(get()).isEqualTo(409);
  }

  @Test
  void an_answer_larger_than_the_buffer_arrives_whole() throws Exception {
    var body = "x".repeat(100_000);
    answer("HTTP/1.1 100 \r\n\r\nHTTP/1.1 200 \r\nContent-Length: 100000\r\n\r\n" + body);

    assertThat(get()).isEqualTo(200);
    assertThat(lane.body()).asString(UTF_8).isEqualTo(body);
  }

  @Test
  void a_connection_that_ends_within_an_answer_fails_and_nothing_is_sent_again() throws Exception {
    answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");

    assertThatThrownBy(this::get).isInstanceOf(IOException.class);
    assertThat(connections).hasValue(1);
  }

  @Test
  void the_connection_is_made_anew_where_the_server_ends_it() throws Exception {
    answer("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

    assertThat(get()).isEqualTo(200);
    assertThat(get()).isEqualTo(200);
    assertThat(connections).hasValue(2);
  }

  @Test
  void silence_ends_after_the_patience() throws Exception {
    answer();

    assertThatThrownBy(this::get).isInstanceOf(IOException.class);
  }

  @Test
  void garbage_is_not_an_answer() throws Exception {
    for (var garbage : List.of("SSH-2.0\r\n\r\n", "HTTP/1.1 abc\r\n\r\n")) {
      try (var other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
        serve(other, garbage);
        var uri = URI.create("http://127.0.0.1:" + other.getLocalPort());
        try (var strange = new HttpLane(uri, Duration.ofSeconds(1))) {
          assertThatThrownBy(() -> strange.send(HttpRequests.get(uri, "/")))
              .isInstanceOf(IOException.class);
        }
      }
    }
  }

  private int get() throws IOException {
    return lane.send(HttpRequests.get(base(), "/"));
  }

  private URI base() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void answer(String... answers) {
    serve(server, answers);
  }

  /// Each connection gets these answers, one for each request.
  private void serve(ServerSocket at, String... answers) {
    Thread.ofVirtual().start(() -> accept(at, answers));
  }

  private void accept(ServerSocket at, String... answers) {
    try {
      while (true) {
        try (var socket = at.accept()) {
          connections.incrementAndGet();
          for (var answer : answers) {
            readRequest(socket.getInputStream());
            socket.getOutputStream().write(answer.getBytes(UTF_8));
          }
          if (answers.length == 0) {
            Thread.sleep(2000);
          }
        }
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt(); // the test is over
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    var last = 0;
    for (var next = in.read(); next >= 0; next = in.read()) {
      last = last << 8 | next;
      if (last == 0x0D0A0D0A) {
        return;
      }
    }
  }
}

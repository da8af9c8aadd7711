package dev.parterre.reservation.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/// What clients see while a replica shuts down gracefully.
@Timeout(60)
class DepartureTest {

  private static final String HEAD = "HEAD /api/v1/list HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String HALF_A_POST =
      "POST /api/v1/bytes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
          + "Content-Length: 2\r\n\r\n[";

  @Test
  void open_connections_are_answered_and_told_to_close_and_no_other_is_accepted() throws Exception {
    var context = (ServletWebServerApplicationContext) start();
    var server = context.getWebServer();
    assertThat(server).isNotNull();
    var port = server.getPort();
    try (var idle = connect(port);
        var busy = connect(port)) {
      assertThat(ask(idle, HEAD)).startsWith("HTTP/1.1 200").doesNotContain("Connection: close");
      busy.getOutputStream().write(HALF_A_POST.getBytes(US_ASCII));
      assertThat(ask(idle, HEAD)).startsWith("HTTP/1.1 200");
      var closing = Thread.ofPlatform().start(context::close);
      while (isOpen(port)) {
        Thread.sleep(10);
      }
      assertThat(ask(idle, HEAD)).startsWith("HTTP/1.1 200").contains("Connection: close");
      assertThat(ask(busy, "]")).startsWith("HTTP/1.1 200");
      closing.join();
    }
  }

  private static Object start() {
    return SpringApplication.run(
        WebTestApplication.class,
        "--server.port=0",
        "--management.server.port=-1",
        "--spring.main.register-shutdown-hook=false");
  }

  private static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static boolean isOpen(int port) {
    try (var socket = connect(port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  /// @return the head of the answer; the body is skipped
  private static String ask(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    var head = new StringBuilder();
    for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      head.append(line).append('\n');
    }
    return head.toString();
  }
}

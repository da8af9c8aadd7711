package dev.parterre.paxos.http;

import static dev.parterre.paxos.http.HttpTransportTest.eventually;
import static dev.parterre.paxos.http.TestMessages.accepted;
import static dev.parterre.paxos.http.TestMessages.learn;
import static dev.parterre.paxos.http.TestNode.CLUSTER;
import static dev.parterre.paxos.http.TestNode.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.format.ByteReader;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.format.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Replica 1 of today beside a replica 2 of the first format, which knows no header that came
/// later, and refuses every other version without proving itself.
@Timeout(60)
class RollingUpgradeTest {

  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);
  private static final Secret PROOFS = new Secret(SECRET, CLUSTER);

  private final BlockingQueue<String> formats = new LinkedBlockingQueue<>();
  private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
  private final ExecutorService handlers = Executors.newCachedThreadPool();
  private volatile boolean isUpgraded;
  private HttpServer old;
  private TestNode one;

  @BeforeEach
  void start() throws IOException {
    old = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    old.setExecutor(handlers);
    old.createContext("/", this::answer);
    old.start();
    var address = URI.create("http://127.0.0.1:" + old.getAddress().getPort());
    one = new TestNode(1, Map.of(TWO, address), SECRET);
  }

  @AfterEach
  void stop() {
    one.close();
    old.stop(0);
    handlers.shutdownNow();
  }

  private void answer(HttpExchange http) throws IOException {
    try (http) {
      var body = http.getRequestBody().readAllBytes();
      var format = http.getRequestHeaders().getFirst(Wire.FORMAT);
      var isExchange = http.getRequestURI().getPath().equals(Wire.EXCHANGE_PATH);
      if (isExchange) {
        formats.add(format);
      }
      if (isUpgraded) {
        http.getResponseHeaders().set(Wire.NEWEST, Wire.VERSION);
        http.getResponseHeaders().set(Wire.STORAGE, TestNode.storage(2) + " 5 1");
      } else if (!"1".equals(format)) {
        http.sendResponseHeaders(400, -1);
        return;
      }
      http.getResponseHeaders().set(Wire.PROOF, PROOFS.proof(TWO, ONE));
      if (isExchange) {
        received.addAll(decode(body, format));
        var answer = body(accepted(7));
        http.sendResponseHeaders(200, answer.length);
        http.getResponseBody().write(answer);
      } else {
        http.sendResponseHeaders(200, 1);
        http.getResponseBody().flush();
        Thread.sleep(500);
        http.getResponseBody().write(0);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Message> decode(byte[] body, String format) {
    try {
      var in = new ByteReader(body);
      in.getInt();
      return List.of(Format.readMessage(in, Integer.parseInt(format)));
    } catch (MalformedException malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  private static byte[] body(Message message) {
    var out = new ByteArrayOutputStream();
    try {
      Frames.write(Frames.encode(List.of(new Frame(message)), 1), out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  @Test
  void a_peer_of_the_first_format_is_written_to_in_it_and_understood() throws Exception {
    eventually(
        () -> {
          one.send(2, learn(1));
          return !received.isEmpty();
        });
    assertThat(received.poll()).isEqualTo(learn(1));
    assertThat(one.next()).isEqualTo(accepted(7));
    formats.clear();

    one.send(2, learn(2));

    assertThat(formats.poll(5, TimeUnit.SECONDS)).isEqualTo("1");
    assertThat(one.disowned).isEmpty();
    assertThat(one.otherDisks).isEmpty();
  }

  @Test
  void the_peer_once_upgraded_is_written_to_in_todays_format() throws Exception {
    eventually(
        () -> {
          one.send(2, learn(1));
          return !received.isEmpty();
        });
    isUpgraded = true;
    formats.clear();

    eventually(
        () -> {
          one.send(2, learn(2));
          return formats.contains(Wire.VERSION);
        });
  }

  @Test
  void a_peer_that_goes_back_to_the_first_format_is_found_out() throws Exception {
    isUpgraded = true;
    eventually(
        () -> {
          one.send(2, learn(1));
          return formats.contains(Wire.VERSION);
        });

    isUpgraded = false;
    formats.clear();

    eventually(
        () -> {
          one.send(2, learn(2));
          return formats.contains("1");
        });
  }

  @Test
  void a_request_in_the_first_format_is_answered_in_it() throws Exception {
    try (var three = new TestNode(3, Map.of(), SECRET, _ -> List.of(accepted(7)))) {
      var port = three.transport.address().getPort();
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + Wire.EXCHANGE_PATH))
              .header(Wire.FROM, "2")
              .header(Wire.TO, "3")
              .header(Wire.FORMAT, "1")
              .header(Wire.PROOF, PROOFS.proof(TWO, new NodeId(3)))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body(learn(1))))
              .build();
      try (var client = HttpClient.newHttpClient()) {
        var response = client.send(request, BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue(Wire.FORMAT)).hasValue("1");
        assertThat(response.body()).isEqualTo(body(accepted(7)));
      }
      assertThat(three.next()).isEqualTo(learn(1));
    }
  }

  @Test
  void what_a_version_does_not_have_is_left_out() {
    var frames = List.of(new Frame(learn(1)), new Frame(accepted(1)));

    assertThat(Frames.encode(frames, Format.OLDEST)).hasSize(2);
    assertThat(Frames.encode(frames, Format.OLDEST - 1)).isEmpty();
  }
}

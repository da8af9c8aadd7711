package dev.parterre.paxos.http;

import static dev.parterre.paxos.http.HttpTransportTest.eventually;
import static dev.parterre.paxos.http.TestMessages.accept;
import static dev.parterre.paxos.http.TestMessages.learn;
import static dev.parterre.paxos.http.TestNode.SECRET;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What an attacker can do who controls the network but does not know the secret.
@Timeout(60)
@Tag("slow")
class AttacksTest {

  private static final int BOTH_LANES = 2;
  private static final long FAST = 1L << 30;
  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);

  private static int port(TestNode node) {
    return node.transport.address().getPort();
  }

  @Test
  void a_forged_frame_is_not_delivered_and_the_stream_is_asked_anew() throws Exception {
    try (var two = new TestNode(2, Map.of(ONE, URI.create("http://127.0.0.1:1")), SECRET);
        var wire = new TcpProxy(port(two), FAST, 0);
        var one = new TestNode(1, Map.of(TWO, wire.address()), SECRET)) {
      two.send(1, learn(1));
      assertThat(one.next()).isEqualTo(learn(1));
      eventually(() -> one.opened.get() == BOTH_LANES);
      var forge = new AtomicBoolean(true);
      wire.onAnswer =
          bytes -> {
            if (bytes.length > 80 && forge.getAndSet(false)) {
              bytes[bytes.length - 30] ^= 1;
            }
          };

      two.send(1, learn(2));

      assertThat(one.forged.poll(5, TimeUnit.SECONDS)).contains("not the one that was sent");
      assertThat(one.received).isEmpty();
      eventually(
          () -> {
            two.send(1, learn(3));
            return !one.received.isEmpty();
          });
      assertThat(one.next()).isEqualTo(learn(3));
    }
  }

  /// A recorded request that is sent again gets nothing, even while the first is still being
  /// answered.
  @Test
  void a_recorded_request_is_refused() throws Exception {
    try (var recorder = new Recorder()) {
      try (var two = new TestNode(2, Map.of(ONE, URI.create("http://127.0.0.1:1")), SECRET);
          var one = new TestNode(1, Map.of(TWO, recorder.address()), SECRET)) {
        recorder.target = port(two);
        two.send(1, learn(1));
        assertThat(one.next()).isEqualTo(learn(1));
        eventually(() -> two.opened.get() == BOTH_LANES);
        var asked = recorder.requests.stream().filter(it -> it.contains("Parterre-Hello")).toList();
        assertThat(asked).isNotEmpty();
        var opened = two.opened.get();

        for (var request : asked) {
          assertThat(status(port(two), request)).isEqualTo(401);
        }

        assertThat(two.refusals.get()).isEqualTo(asked.size());
        assertThat(two.opened.get()).isEqualTo(opened);
      }
    }
  }

  /// A recorded answer is of no use for another request.
  @Test
  void a_recorded_answer_is_not_believed() throws Exception {
    try (var recorder = new Recorder()) {
      try (var two = new TestNode(2, Map.of(ONE, URI.create("http://127.0.0.1:1")), SECRET);
          var one = new TestNode(1, Map.of(TWO, recorder.address()), SECRET)) {
        recorder.target = port(two);
        two.send(1, learn(1));
        assertThat(one.next()).isEqualTo(learn(1));
      }
      recorder.target = 0;
      try (var one = new TestNode(1, Map.of(TWO, recorder.address()), SECRET)) {
        eventually(() -> recorder.replayed.get() > 2);

        assertThat(one.received).isEmpty();
        assertThat(one.opened).hasValue(0);
      }
    }
  }

  @Test
  void a_forged_piece_of_a_snapshot_is_not_kept() throws Exception {
    try (var two = new TestNode(2, Map.of(ONE, URI.create("http://127.0.0.1:1")), SECRET);
        var wire = new TcpProxy(port(two), FAST, 0);
        var one = new TestNode(1, Map.of(TWO, wire.address()), SECRET)) {
      var content = new byte[100_000];
      var snapshot = two.snapshots.put(7, content);
      var forged = new AtomicBoolean();
      wire.onAnswer =
          bytes -> {
            if (bytes.length > 4000 && !forged.getAndSet(true)) {
              bytes[bytes.length / 2] ^= 1;
            }
          };

      one.transport.fetch(TWO, snapshot);

      assertThat(one.fetched.poll(20, TimeUnit.SECONDS)).isEqualTo(snapshot);
      assertThat(forged).isTrue();
      assertThat(one.snapshots.content()).isEqualTo(content);
    }
  }

  @Test
  void a_server_at_a_peers_address_without_the_secret_is_not_listened_to() throws Exception {
    try (var liar = new TestNode(2, Map.of(), "guessed");
        var one =
            new TestNode(1, Map.of(TWO, URI.create("http://127.0.0.1:" + port(liar))), SECRET)) {
      eventually(() -> one.refusals.get() > 0);
      one.transport.fetch(TWO, new Snapshot(new Slot(1), 10, 1));
      liar.send(1, accept(1, 10));
      Thread.sleep(300);

      assertThat(one.received).isEmpty();
      assertThat(one.opened).hasValue(0);
    }
  }

  private static int status(int port, String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      var line = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
      return Integer.parseInt(line.substring(9));
    }
  }

  /// Passes on each request and its answer, and records both; without a target it replays the
  /// recorded answers.
  private static final class Recorder implements AutoCloseable {
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<byte[]> answers = new CopyOnWriteArrayList<>();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    volatile int target;
    final AtomicInteger replayed = new AtomicInteger();

    Recorder() throws IOException {
      Thread.ofVirtual().start(this::accept);
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private void accept() {
      try {
        while (true) {
          var socket = server.accept();
          Thread.ofVirtual().start(() -> serve(socket));
        }
      } catch (IOException _) {
        // The test is over.
      }
    }

    private void serve(Socket client) {
      try (client) {
        var buffer = new byte[16 << 10];
        for (var n = client.getInputStream().read(buffer); n > 0; ) {
          var request = new String(buffer, 0, n, ISO_8859_1);
          if (target == 0) {
            answerAgain(client, request);
          } else {
            passOn(client, request);
          }
          n = client.getInputStream().read(buffer);
        }
      } catch (IOException _) {
        // One side has closed.
      }
    }

    private void answerAgain(Socket client, String request) throws IOException {
      var token = request.contains("challenge");
      for (var answer : answers) {
        var text = new String(answer, ISO_8859_1).toLowerCase(Locale.ROOT);
        if (text.contains("parterre-token") == token) {
          replayed.addAndGet(token ? 0 : 1);
          client.getOutputStream().write(answer);
          return;
        }
      }
    }

    private void passOn(Socket client, String request) throws IOException {
      requests.add(request);
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), target)) {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        var buffer = new byte[16 << 10];
        for (var n = socket.getInputStream().read(buffer); n > 0; ) {
          var answer = Arrays.copyOf(buffer, n);
          answers.add(answer);
          client.getOutputStream().write(answer);
          if (request.contains("challenge")) {
            return;
          }
          n = socket.getInputStream().read(buffer);
        }
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}

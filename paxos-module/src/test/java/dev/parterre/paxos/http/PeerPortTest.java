package dev.parterre.paxos.http;

import static dev.parterre.paxos.http.TestMessages.learn;
import static dev.parterre.paxos.http.TestNode.CLUSTER;
import static dev.parterre.paxos.http.TestNode.SECRET;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.format.Format;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the peer port of replica 1 answers to raw requests.
@Timeout(60)
class PeerPortTest {

  private static final NodeId SELF = new NodeId(1);
  private static final NodeId PEER = new NodeId(2);
  private static final byte[] NOTHING = {};
  private static final int SLOW_CLIENTS = 200;

  private TestNode node;

  @BeforeEach
  void start() throws IOException {
    node = new TestNode(1, Map.of(PEER, URI.create("http://127.0.0.1:1")), SECRET);
  }

  @AfterEach
  void the_port_still_serves() throws IOException {
    assertThat(exchange(proof(PEER, SELF), learnBody())).isEqualTo(204);
    node.close();
  }

  @Test
  void a_stranger_is_answered_401() throws IOException {
    assertThat(request("POST /paxos/exchange", "", 4, new byte[4])).isEqualTo(401);
    assertThat(request("GET /paxos/watch", "", 0, NOTHING)).isEqualTo(401);
    assertThat(exchange("0000", learnBody())).isEqualTo(401);
    assertThat(exchange(proof(SELF, PEER), learnBody())).isEqualTo(401);
    assertThat(exchange(new Secret("guessed", CLUSTER).proof(PEER, SELF), learnBody()))
        .isEqualTo(401);
    assertThat(node.received).isEmpty();
  }

  @Test
  void a_replica_of_another_cluster_is_answered_401() throws IOException {
    var proof = new Secret(SECRET, "another").proof(PEER, SELF);

    assertThat(exchange(proof, learnBody())).isEqualTo(401);
    assertThat(node.refusals).hasValue(1);
  }

  @Test
  void garbage_is_answered_400() throws IOException {
    var proof = proof(PEER, SELF);
    assertThat(exchange(proof, NOTHING)).isEqualTo(400);
    assertThat(exchange(proof, new byte[] {1, 2, 3})).isEqualTo(400);
    assertThat(exchange(proof, new byte[] {0, 0, 0, 1, 99})).isEqualTo(400);
    assertThat(exchange(proof, new byte[] {0, 0, 0, 0})).isEqualTo(400);
    assertThat(exchange(proof, new byte[] {-1, -1, -1, -1, 1})).isEqualTo(400);
    assertThat(exchange(proof, new byte[] {127, -1, -1, -1, 1})).isEqualTo(400);
    assertThat(raw("nonsense\r\n\r\n")).isEqualTo(400);
    assertThat(node.received).isEmpty();
  }

  @Test
  void whom_or_what_this_replica_does_not_know_is_answered_400() throws IOException {
    var unknown = new NodeId(7);
    var toOther = headers(PEER, unknown, proof(PEER, unknown), Wire.VERSION);
    var fromSelf = headers(SELF, SELF, proof(SELF, SELF), Wire.VERSION);
    var ofLaterVersion = headers(PEER, SELF, proof(PEER, SELF), "99");

    for (var headers : List.of(toOther, fromSelf, ofLaterVersion)) {
      assertThat(post(headers, learnBody())).isEqualTo(400);
    }
  }

  @Test
  void who_does_not_name_its_disk_is_answered_400() throws IOException {
    var headers = headers(PEER, SELF, proof(PEER, SELF), Wire.VERSION);

    assertThat(post(headers.replace("Parterre-Storage", "X"), learnBody())).isEqualTo(400);
    assertThat(post(headers.replaceAll("Storage: .*", "Storage: 1 1 1"), learnBody()))
        .isEqualTo(400);
    assertThat(node.received).isEmpty();
  }

  @Test
  void a_snapshot_that_is_not_kept_is_answered_410_and_a_question_without_sense_400()
      throws IOException {
    var headers = headers(PEER, SELF, proof(PEER, SELF), Wire.VERSION);
    var path = "GET /paxos/snapshot?slot=5&bytes=10&checksum=0000abcd&offset=";

    assertThat(request(path + "0", headers, 0, NOTHING)).isEqualTo(410);
    assertThat(request(path + "0", "", 0, NOTHING)).isEqualTo(401);
    for (var offset : List.of("10", "-1", "", "9999999999999999999", "0&slot=6")) {
      assertThat(request(path + offset, headers, 0, NOTHING)).isEqualTo(400);
    }
  }

  /// Strangers that begin to say something and go no further, and peers that promise a body.
  @Test
  void slow_clients_do_not_keep_the_others_from_being_served() throws IOException {
    var headers = headers(PEER, SELF, proof(PEER, SELF), Wire.VERSION);
    var slow = new ArrayList<Socket>();
    try {
      for (var i = 0; i < SLOW_CLIENTS; i++) {
        var socket = connect();
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                i % 2 == 0
                    ? "POST /paxos/exch".getBytes(US_ASCII)
                    : head("POST /paxos/exchange", headers, learnBody().length));
      }
      var start = System.nanoTime();
      for (var i = 0; i < 100; i++) {
        assertThat(exchange(proof(PEER, SELF), learnBody())).isEqualTo(204);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    } finally {
      for (var socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void a_body_too_large_is_answered_413_before_it_is_read() throws IOException {
    var headers = headers(PEER, SELF, proof(PEER, SELF), Wire.VERSION);

    assertThat(request("POST /paxos/exchange", headers, Bounds.BODY_BYTES + 1L, NOTHING))
        .isEqualTo(413);
  }

  @Test
  void another_method_is_answered_405_and_another_path_404() throws IOException {
    var headers = headers(PEER, SELF, proof(PEER, SELF), Wire.VERSION);

    assertThat(request("GET /paxos/exchange", headers, 0, NOTHING)).isEqualTo(405);
    assertThat(request("POST /paxos/watch", headers, 0, NOTHING)).isEqualTo(405);
    assertThat(request("GET /", headers, 0, NOTHING)).isEqualTo(404);
    assertThat(request("POST /paxos/exchanges", headers, 0, NOTHING)).isEqualTo(404);
  }

  @Test
  void a_full_inbox_is_answered_503() throws IOException {
    node.isFull = true;
    assertThat(exchange(proof(PEER, SELF), learnBody())).isEqualTo(503);
    node.isFull = false;
  }

  @Test
  void clients_that_go_away_use_nothing_up() throws IOException {
    var headers = headers(PEER, SELF, proof(PEER, SELF), Wire.VERSION);
    var head = head("POST /paxos/exchange", headers, learnBody().length);
    for (var i = 0; i < 2 * Bounds.CONNECTIONS; i++) {
      try (var socket = connect()) {
        socket.setSoLinger(true, 0);
        socket.getOutputStream().write(head);
        if (i % 2 == 0) {
          socket.getOutputStream().write(learnBody());
        }
      }
    }
  }

  private static String proof(NodeId from, NodeId to) {
    return new Secret(SECRET, CLUSTER).proof(from, to);
  }

  private static byte[] learnBody() {
    var frame = new Frame(learn(5)).encoded(Format.VERSION);
    return ByteBuffer.allocate(Integer.BYTES + frame.length())
        .putInt(frame.length())
        .put(frame.array(), 0, frame.length())
        .array();
  }

  private int exchange(String proof, byte[] body) throws IOException {
    return post(headers(PEER, SELF, proof, Wire.VERSION), body);
  }

  private int post(String headers, byte[] body) throws IOException {
    return request("POST /paxos/exchange", headers, body.length, body);
  }

  private static String headers(NodeId from, NodeId to, String proof, String version) {
    return """
    Parterre-From: %s\r
    Parterre-To: %s\r
    Parterre-Proof: %s\r
    Parterre-Format: %s\r
    Parterre-Storage: %s 7 1\r
    """
        .formatted(from, to, proof, version, new UUID(0, from.value()));
  }

  private static byte[] head(String line, String headers, long length) {
    return (line + " HTTP/1.1\r\nHost: a\r\n" + headers + "Content-Length: " + length + "\r\n\r\n")
        .getBytes(US_ASCII);
  }

  private int request(String line, String headers, long length, byte[] body) throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(head(line, headers, length));
      socket.getOutputStream().write(body);
      return status(socket);
    }
  }

  private int raw(String request) throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return status(socket);
    }
  }

  private Socket connect() throws IOException {
    var address = node.transport.address();
    var socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(5000);
    return socket;
  }

  private static int status(Socket socket) throws IOException {
    var line = new String(socket.getInputStream().readNBytes(12), US_ASCII);
    assertThat(line).startsWith("HTTP/1.1 ");
    return Integer.parseInt(line.substring(9));
  }
}

package dev.parterre.paxos.http;

import static dev.parterre.paxos.http.TestNode.CLUSTER;
import static dev.parterre.paxos.http.TestNode.SECRET;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.http.Secret.Label;
import dev.parterre.paxos.members.Founders;
import dev.parterre.paxos.members.NodeId;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the peer port of replica 1 answers to raw requests.
@Timeout(60)
class PeerPortTest {

  private static final int SLOW_CLIENTS = 200;
  private static final Pattern TOKEN = Pattern.compile("(?i)parterre-token: (\\S+)");
  private static final Pattern WELCOME = Pattern.compile("(?i)parterre-welcome: (\\S+)");

  private TestNode node;

  @BeforeEach
  void start() throws IOException {
    node = new TestNode(1, Map.of(new NodeId(2), URI.create("http://127.0.0.1:1")), SECRET);
  }

  @AfterEach
  void the_port_still_serves() throws Exception {
    assertThat(trial()).isEqualTo(200);
    node.close();
  }

  private int trial() throws Exception {
    return status(ask(Purpose.TRIAL, hello(Purpose.TRIAL, 2, 1, 3, 3, ""), SECRET, CLUSTER));
  }

  private byte[] hello(Purpose purpose, int from, int to, int oldest, int newest, String subject)
      throws IOException {
    var token = TOKEN.matcher(send("GET /paxos/challenge HTTP/1.1\r\nHost: a\r\n\r\n"));
    assertThat(token.find()).isTrue();
    return new Hello(
            purpose,
            new NodeId(from),
            new NodeId(to),
            oldest,
            newest,
            new byte[Hello.NONCE_BYTES],
            Headers.decode(token.group(1)),
            new Claim(new UUID(0, from), 1, 1, Founders.UNKNOWN),
            subject,
            1)
        .toBytes();
  }

  private String ask(Purpose purpose, byte[] hello, String secret, String cluster)
      throws IOException {
    return send(head(purpose.method + " " + purpose.path, hello, secret, cluster));
  }

  private static String head(String line, byte[] hello, String secret, String cluster) {
    var proof = new Secret(secret, cluster).proof(Label.HELLO, hello);
    return line
        + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nParterre-Hello: "
        + Headers.encode(hello)
        + "\r\nParterre-Proof: "
        + Headers.encode(proof)
        + "\r\n\r\n";
  }

  private String send(String request) throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      var answer = new StringBuilder();
      while (answer.indexOf("\r\n\r\n") < 0) {
        var next = socket.getInputStream().read();
        if (next < 0) {
          break;
        }
        answer.append((char) next);
      }
      return answer.toString();
    }
  }

  private static int status(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 ");
    return Integer.parseInt(answer.substring(9, 12));
  }

  private Socket connect() throws IOException {
    var address = node.transport.address();
    var socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(5000);
    return socket;
  }

  @Test
  void a_stranger_is_answered_401() throws Exception {
    for (var purpose : Purpose.values()) {
      var bare = purpose.method + " " + purpose.path + " HTTP/1.1\r\nHost: a\r\n";
      assertThat(status(send(bare + "Content-Length: 0\r\n\r\n"))).isEqualTo(401);
      var hello = hello(purpose, 2, 1, 3, 3, "");
      assertThat(status(ask(purpose, hello, "guessed", CLUSTER))).isEqualTo(401);
      assertThat(status(ask(purpose, hello, SECRET, "another"))).isEqualTo(401);
    }
    assertThat(node.refusals).hasValue(2 * Purpose.values().length);
    assertThat(node.opened).hasValue(0);
  }

  @Test
  void a_hello_without_a_token_of_this_process_is_answered_401() throws Exception {
    var hello = hello(Purpose.TRIAL, 2, 1, 3, 3, "");
    var tokenAt = 1 + 4 * Integer.BYTES + Integer.BYTES + Hello.NONCE_BYTES + Integer.BYTES;
    for (var at = tokenAt; at < tokenAt + 2 * Long.BYTES + 16; at++) {
      var other = hello.clone();
      other[at] ^= 1;
      assertThat(status(ask(Purpose.TRIAL, other, SECRET, CLUSTER))).as("" + at).isEqualTo(401);
    }
    assertThat(status(ask(Purpose.TRIAL, hello, SECRET, CLUSTER))).isEqualTo(200);
    assertThat(status(ask(Purpose.TRIAL, hello, SECRET, CLUSTER))).as("once more").isEqualTo(401);
  }

  @Test
  void garbage_is_refused() throws Exception {
    for (var length : List.of(1, 3, 50, 500)) {
      assertThat(status(ask(Purpose.TRIAL, new byte[length], SECRET, CLUSTER))).isEqualTo(401);
    }
    assertThat(status(send("nonsense\r\n\r\n"))).isEqualTo(400);
  }

  @Test
  void a_hello_for_another_purpose_or_another_node_is_answered_400() throws Exception {
    var forBulk = hello(Purpose.BULK, 2, 1, 3, 3, "");
    assertThat(status(ask(Purpose.CONTROL, forBulk, SECRET, CLUSTER))).isEqualTo(400);
    var toOther = hello(Purpose.TRIAL, 2, 7, 3, 3, "");
    assertThat(status(ask(Purpose.TRIAL, toOther, SECRET, CLUSTER))).isEqualTo(400);
    var fromSelf = hello(Purpose.TRIAL, 1, 1, 3, 3, "");
    assertThat(status(ask(Purpose.TRIAL, fromSelf, SECRET, CLUSTER))).isEqualTo(400);
  }

  @Test
  void the_newest_format_that_both_know_is_spoken_and_without_one_none() throws Exception {
    var later = ask(Purpose.TRIAL, hello(Purpose.TRIAL, 2, 1, 1, 99, ""), SECRET, CLUSTER);
    assertThat(status(later)).isEqualTo(200);
    var welcome = WELCOME.matcher(later);
    assertThat(welcome.find()).isTrue();
    assertThat(Welcome.of(Headers.decode(welcome.group(1))).format()).isEqualTo(Format.VERSION);
    for (var range : List.of(List.of(1, 2), List.of(Format.VERSION + 1, 99))) {
      var other = hello(Purpose.TRIAL, 2, 1, range.getFirst(), range.getLast(), "");
      assertThat(status(ask(Purpose.TRIAL, other, SECRET, CLUSTER))).isEqualTo(400);
    }
  }

  @Test
  void a_snapshot_that_is_not_kept_is_answered_410_and_a_question_without_sense_400()
      throws Exception {
    var subject = "slot=5&bytes=10&checksum=0000abcd&offset=";
    assertThat(snapshot(subject + "0")).isEqualTo(410);
    for (var offset : List.of("10", "-1", "", "9999999999999999999", "0&slot=6")) {
      assertThat(snapshot(subject + offset)).isEqualTo(400);
    }
  }

  private int snapshot(String subject) throws Exception {
    var hello = hello(Purpose.SNAPSHOT, 2, 1, 3, 3, subject);
    return status(ask(Purpose.SNAPSHOT, hello, SECRET, CLUSTER));
  }

  /// Strangers that begin a request and go no further, and peers that announce a body but do not
  /// send it.
  @Test
  void slow_clients_do_not_keep_the_others_from_being_served() throws Exception {
    var slow = new ArrayList<Socket>();
    try {
      for (var i = 0; i < SLOW_CLIENTS; i++) {
        var socket = connect();
        slow.add(socket);
        socket.getOutputStream().write("GET /paxos/chall".getBytes(ISO_8859_1));
      }
      var start = System.nanoTime();
      for (var i = 0; i < 50; i++) {
        assertThat(trial()).isEqualTo(200);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    } finally {
      for (var socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void another_method_is_answered_405_and_another_path_404() throws Exception {
    var hello = hello(Purpose.CONTROL, 2, 1, 3, 3, "");
    for (var line : List.of("POST /paxos/control", "POST /paxos/snapshot", "GET /paxos/talk")) {
      assertThat(status(send(head(line, hello, SECRET, CLUSTER)))).isEqualTo(405);
    }
    for (var line : List.of("GET /", "POST /paxos/exchange", "GET /paxos/watch")) {
      assertThat(status(send(head(line, hello, SECRET, CLUSTER)))).isEqualTo(404);
    }
  }

  @Test
  void clients_that_go_away_use_nothing_up() throws Exception {
    for (var i = 0; i < 2 * Bounds.CONNECTIONS; i++) {
      var request =
          i % 4 == 0
              ? head("GET /paxos/control", hello(Purpose.CONTROL, 2, 1, 3, 3, ""), SECRET, CLUSTER)
              : "GET /paxos/challenge HTTP/1.1\r\nHost: a\r\n\r\n";
      try (var socket = connect()) {
        socket.setSoLinger(true, 0);
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      }
    }
  }
}

package dev.parterre.reservation.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who knocks at the port that replicas keep for one another.
@ExtendWith(SharedCluster.class)
@Timeout(60)
class PeerPortIT {

  private static final int SELF = 1;
  private static final int PEER = 2;
  private static final byte[] NOTHING = {};

  private final TestCluster cluster;

  PeerPortIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  @AfterEach
  void the_replica_goes_on_selling() {
    var event = Shows.event(cluster, 1, 2, Map.of());
    cluster.api(SELF).post("/reservations", Shows.reservation(event, "1-1")).is(201);
    cluster.agrees();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1",
        "GET /api/v1/cluster HTTP/1.1",
        "GET /index.html HTTP/1.1",
        "GET /actuator/health HTTP/1.1",
        "GET /problems/not-found HTTP/1.1",
        "POST /api/v1/reservations HTTP/1.1"
      })
  void nothing_else_is_served_there(String line) {
    assertThat(status(line, "", NOTHING)).isEqualTo(404);
  }

  @Test
  void a_stranger_is_answered_401() {
    var wrong = "0".repeat(64);
    for (var headers : List.of("", from(PEER, SELF, ""), from(PEER, SELF, wrong))) {
      assertThat(status("POST /paxos/exchange HTTP/1.1", headers, new byte[64])).isEqualTo(401);
      assertThat(status("GET /paxos/watch HTTP/1.1", headers, NOTHING)).isEqualTo(401);
    }
    // What was heard on the way from this replica proves nothing on the way to it.
    var reflected = from(PEER, SELF, proof(SELF, PEER));
    assertThat(status("POST /paxos/exchange HTTP/1.1", reflected, new byte[64])).isEqualTo(401);
  }

  @Test
  void garbage_of_one_who_knows_the_secret_is_answered_400() {
    var headers = from(PEER, SELF, proof(PEER, SELF));
    var dice = new Random(1);
    assertThat(status("POST /paxos/exchange HTTP/1.1", headers, NOTHING)).isEqualTo(400);
    for (var length = 1; length <= 4_096; length *= 4) {
      var garbage = new byte[length];
      dice.nextBytes(garbage);
      assertThat(status("POST /paxos/exchange HTTP/1.1", headers, garbage)).isEqualTo(400);
      var zeros = new byte[length];
      assertThat(status("POST /paxos/exchange HTTP/1.1", headers, zeros)).isEqualTo(400);
    }
    var unknown = from(9, SELF, proof(9, SELF));
    assertThat(status("POST /paxos/exchange HTTP/1.1", unknown, new byte[8])).isEqualTo(400);
    assertThat(status("NONSENSE", "", NOTHING)).isEqualTo(400);
  }

  private int status(String line, String headers, byte[] body) {
    var length = "Content-Length: " + body.length + "\r\n";
    var head = line + "\r\nHost: a\r\n" + headers + length;
    return Raw.exchange(cluster.peerPort(SELF), head, body).status();
  }

  private static String from(int from, int to, String proof) {
    return "Parterre-From: %d\r\nParterre-To: %d\r\nParterre-Format: 1\r\nParterre-Proof: %s\r\n"
        .formatted(from, to, proof);
  }

  /// As a replica of this cluster would prove that it is one.
  private String proof(int from, int to) {
    var view = cluster.api(SELF).get("/cluster").is(200).json();
    var claim = "parterre " + from + " " + to + " " + view.path("clusterId").asString();
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(cluster.folder().peerSecret().getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(claim.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.parterre.reservation.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
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

/// Calls to the peer port by clients that are not replicas of the cluster.
@ExtendWith(SharedCluster.class)
@Timeout(60)
class PeerPortIT {

  private static final int SELF = 1;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /paxos/control HTTP/1.1",
        "GET /paxos/bulk HTTP/1.1",
        "POST /paxos/talk HTTP/1.1",
        "GET /paxos/snapshot HTTP/1.1",
        "GET /paxos/trial HTTP/1.1"
      })
  void a_stranger_is_answered_401(String line) {
    var hello = new byte[120];
    assertThat(status(line, "", NOTHING)).isEqualTo(401);
    assertThat(status(line, says(hello, new byte[32]), NOTHING)).isEqualTo(401);
    assertThat(status(line, says(hello, new byte[0]), new byte[64])).isEqualTo(401);
  }

  @Test
  void garbage_of_one_who_knows_the_secret_is_refused() {
    var dice = new Random(1);
    for (var length = 1; length <= 4_096; length *= 4) {
      var garbage = new byte[length];
      dice.nextBytes(garbage);
      var headers = says(garbage, proof(garbage));
      assertThat(status("GET /paxos/control HTTP/1.1", headers, NOTHING)).isEqualTo(401);
      assertThat(status("POST /paxos/talk HTTP/1.1", headers, garbage)).isEqualTo(401);
    }
    assertThat(status("NONSENSE", "", NOTHING)).isEqualTo(400);
  }

  private int status(String line, String headers, byte[] body) {
    var length = "Content-Length: " + body.length + "\r\n";
    var head = line + "\r\nHost: a\r\n" + headers + length;
    return Raw.exchange(cluster.peerPort(SELF), head, body).status();
  }

  private static String says(byte[] hello, byte[] proof) {
    var base64 = Base64.getUrlEncoder().withoutPadding();
    return "Parterre-Hello: %s\r\nParterre-Proof: %s\r\n"
        .formatted(base64.encodeToString(hello), base64.encodeToString(proof));
  }

  /// The proof by which a replica shows that it belongs to this cluster.
  private byte[] proof(byte[] hello) {
    var view = cluster.api(SELF).get("/cluster").is(200).json();
    var secret = cluster.folder().peerSecret().getBytes(UTF_8);
    var claim = "parterre " + view.path("clusterId").asString();
    var said = ByteBuffer.allocate(1 + Integer.BYTES + hello.length);
    said.put((byte) 0).putInt(hello.length).put(hello);
    return mac(mac(secret, claim.getBytes(UTF_8)), said.array());
  }

  private static byte[] mac(byte[] key, byte[] said) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(said);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}

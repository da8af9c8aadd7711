package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Replicas with a round trip of 200 ms between them. Replica 1 leads.
@Timeout(180)
@ExtendWith(Namespaces.Needed.class)
class FarReplicasIT {

  private static final Duration ONE_WAY = Duration.ofMillis(100);
  private static final int SALES = 20;
  private static final int MEBIBYTES = 6;
  private static final Duration LARGE = Duration.ofSeconds(10);

  /// Enough for a request to reach the leader, for two round trips to the followers, and for the
  /// work.
  private static final long MEDIAN_MILLIS_MAX = 1_000;

  private static NetworkedCluster cluster;

  @BeforeAll
  static void open() {
    cluster = NetworkedCluster.open(ONE_WAY);
  }

  @AfterAll
  static void close() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void replica_1_leads() {
    cluster.settle(1);
  }

  @Test
  void far_replicas_sell_and_keep_their_leader() {
    var event = Shows.event(cluster, 1, SALES, Map.of());
    var before = Leadership.of(cluster);
    var millis = new ArrayList<Long>();
    for (var sale = 1; sale <= SALES; sale++) {
      var began = System.nanoTime();
      var wanted = Shows.reservation(event, "1-" + sale);
      var api = cluster.apis().get(sale % TestCluster.IDS.size());
      api.post("/reservations", wanted, Shows.key()).is(201);
      millis.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
    }
    System.out.println("reservations at replicas 200 ms from each other, ms: " + millis);
    assertThat(millis).allMatch(it -> it >= 2 * ONE_WAY.toMillis());
    assertThat(millis.stream().sorted().toList().get(SALES / 2)).isLessThan(MEDIAN_MILLIS_MAX);
    assertThat(Leadership.of(cluster)).isEqualTo(before);
    cluster.agrees();
  }

  @Test
  void a_large_command_goes_once_to_far_replicas() {
    new LargeVenue(cluster, MEBIBYTES).create("200 ms there and back", LARGE);
  }
}

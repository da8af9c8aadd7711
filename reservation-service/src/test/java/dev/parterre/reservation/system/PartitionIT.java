package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Links between real processes lose what they carry: connections are neither refused nor closed,
/// but what is sent does not arrive. Before each test replica 1 leads.
@Timeout(120)
@ExtendWith(Namespaces.Needed.class)
class PartitionIT {

  private static final int ROWS = 20;
  private static final int SEATS_IN_ROW = 50;
  private static final Duration CALL = Duration.ofSeconds(2);
  private static final Duration FAILOVER = Duration.ofSeconds(4);
  private static final Duration HEALED = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofSeconds(20);

  /// Longer than a leader may be silent, and longer than a request may wait.
  private static final Duration LASTING = Duration.ofSeconds(6);

  private static NetworkedCluster cluster;

  private static final Duration BETWEEN = Duration.ofMillis(50);

  @RegisterExtension
  private final AfterTestExecutionCallback logs =
      context -> context.getExecutionException().ifPresent(_ -> cluster.printLogs());

  @BeforeAll
  static void open() {
    cluster = NetworkedCluster.open();
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

  private static String event() {
    return Shows.event(cluster, ROWS, SEATS_IN_ROW, Map.of());
  }

  /// Checks for this long that each of these replicas sells, and shows what it sold, in time.
  private static void serve(String event, List<Integer> at, Duration lasting) {
    var until = System.nanoTime() + lasting.toNanos();
    for (var sale = 0; System.nanoTime() < until; sale++) {
      var id = at.get(sale % at.size());
      var seat = (1 + sale / SEATS_IN_ROW) + "-" + (1 + sale % SEATS_IN_ROW);
      inTime("replica " + id + " sells " + seat, () -> sells(id, event, seat));
      inTime("replica " + id + " shows " + seat, () -> shows(id, event, seat));
      Until.sleep(BETWEEN);
    }
  }

  private static void inTime(String what, BooleanSupplier done) {
    var began = System.nanoTime();
    Until.holds(what, CALL, done);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).as(what).isLessThan(CALL);
  }

  private static boolean sells(int id, String event, String seat) {
    var wanted = Shows.reservation(event, seat);
    var key = Shows.key(event + "-" + seat);
    var answer = cluster.api(id).post("/reservations", wanted, key);
    return answer.status() != 503 && answer.is(201).status() == 201;
  }

  private static boolean shows(int id, String event, String seat) {
    var answer = cluster.api(id).get("/events/" + event + "/seats/" + seat);
    return answer.status() == 200 && answer.json().path("status").asString().equals("reserved");
  }

  @Test
  void scenario_38_a_follower_is_cut_off_and_healed() {
    var event = event();
    var prizes = event();
    var before = Leadership.of(cluster);
    var crowd = Crowd.of(4, cluster.apisBut(3), List.of(event), ROWS, SEATS_IN_ROW);
    try (crowd) {
      crowd.goesOn(20, SOON);
      cluster.network().cutOff(3);
      serve(prizes, List.of(1, 2), LASTING);
      cluster.network().heal();
      Until.holds("replica 3 serves", HEALED, () -> Cluster.serves(cluster.api(3)));
    }
    assertThat(crowd.faults()).isEmpty();
    new Audit(cluster, crowd.asked()).run(List.of(event));
    assertThat(Leadership.of(cluster, 1)).isEqualTo(before.get(1));
    assertThat(Leadership.of(cluster, 2)).isEqualTo(before.get(2));
  }

  @Test
  void scenario_38_the_leader_is_cut_off_and_healed() {
    var event = event();
    var prizes = event();
    var crowd = Crowd.of(4, cluster.apisBut(1), List.of(event), ROWS, SEATS_IN_ROW);
    try (crowd) {
      crowd.goesOn(20, SOON);
      cluster.network().cutOff(1);
      Until.holds("the others sell", FAILOVER, () -> sells(2, prizes, "20-50"));
      serve(prizes, List.of(2, 3), LASTING);
      cluster.network().heal();
      Until.holds("replica 1 serves", HEALED, () -> Cluster.serves(cluster.api(1)));
    }
    assertThat(crowd.faults()).isEmpty();
    new Audit(cluster, crowd.asked()).run(List.of(event));
    assertThat(cluster.leader()).isNotEqualTo(1);
  }

  @Test
  void a_bridge_serves_at_both_its_ends() {
    var event = event();
    cluster.network().cut(1, 3);
    serve(event, TestCluster.IDS, LASTING);
  }

  @Test
  void a_follower_that_the_leader_cannot_reach_serves() {
    var event = event();
    cluster.network().lose(1, 3);
    serve(event, TestCluster.IDS, LASTING);
  }

  @Test
  void a_follower_that_cannot_reach_the_leader_serves() {
    var event = event();
    cluster.network().lose(3, 1);
    serve(event, TestCluster.IDS, LASTING);
  }
}

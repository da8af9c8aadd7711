package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A hold keeps its seats for as long as was promised, and no longer.
@ExtendWith(SharedCluster.class)
@Timeout(90)
class HoldExpiryIT {

  private static final int HOLD_SECONDS = 5;
  private static final Duration LATE_MAX = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(300);

  private final TestCluster cluster;

  HoldExpiryIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void a_hold_ends_in_its_time_and_everybody_is_told() {
    var event = Shows.event(cluster, 1, 10, Map.of("holdSeconds", 60));
    try (var stream = SeatStream.open(cluster.api(2), event, null)) {
      stream.next();
      var sent = System.nanoTime();
      var hold = hold(event);
      stream.nextChange("1-1", "held");
      awaitFree(event, cluster.apis());
      assertInTime(sent, hold);
      assertThat(stream.nextChange("1-1", "free").data()).isNotNull();
      assertIsOver(hold, event);
    }
    cluster.agrees();
  }

  @Test
  void a_hold_ends_in_its_time_although_the_leader_dies_meanwhile() {
    var event = Shows.event(cluster, 1, 10, Map.of("holdSeconds", 60));
    var leader = cluster.leader();
    var pid = cluster.pid(leader);
    var sent = System.nanoTime();
    var hold = hold(event);
    Until.sleep(Duration.ofSeconds(2));
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    awaitFree(event, cluster.apisBut(leader));
    assertInTime(sent, hold);
    cluster.start(leader);
    assertIsOver(hold, event);
    cluster.agrees();
  }

  private Answer hold(String event) {
    var request = Map.of("seats", List.of("1-1"), "holdSeconds", HOLD_SECONDS);
    return cluster.api(1).post("/events/" + event + "/holds", request, Shows.key()).is(201);
  }

  private static void awaitFree(String event, List<Api> replicas) {
    for (var api : replicas) {
      Until.holds(
          "the seat is free at " + api.base(),
          Duration.ofSeconds(HOLD_SECONDS + 5),
          () -> isFree(api, event));
    }
  }

  private static boolean isFree(Api api, String event) {
    try {
      var seat = api.get("/events/" + event + "/seats/1-1");
      return seat.status() == 200 && seat.json().path("status").asString().equals("free");
    } catch (UncheckedIOException away) {
      return false;
    }
  }

  private static void assertInTime(long sentNanos, Answer hold) {
    var lasted = Duration.ofNanos(System.nanoTime() - sentNanos);
    assertThat(lasted).isGreaterThanOrEqualTo(Duration.ofSeconds(HOLD_SECONDS));
    var expiresAt = Instant.parse(hold.json().path("expiresAt").asString());
    var late = Duration.between(expiresAt, Instant.now());
    System.out.printf("a hold of 5 s: free after %d ms%n", lasted.toMillis());
    assertThat(late).isLessThanOrEqualTo(LATE_MAX.plus(LOOK));
  }

  private void assertIsOver(Answer hold, String event) {
    var id = hold.json().path("holdId").asString();
    for (var api : cluster.apis()) {
      api.get("/holds/" + id).isProblem(410, "hold-expired");
      var reserve = api.post("/reservations", Shows.reservationOf(id), Shows.key());
      assertThat(reserve.isProblem(410, "hold-expired").logIndex()).isPositive();
    }
    var wanted = Shows.reservation(event, "1-1");
    cluster.api(3).post("/reservations", wanted, Shows.key()).is(201);
  }
}

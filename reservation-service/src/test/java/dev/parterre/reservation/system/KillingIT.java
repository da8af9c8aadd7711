package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Replicas are killed while they sell. Each test states the numbers of its scenarios.
@ExtendWith(SharedCluster.class)
@Timeout(240)
class KillingIT {

  private static final int BUYERS = 12;
  private static final int ROWS = 40;
  private static final int SEATS_IN_ROW = 80;
  private static final Duration FAILOVER = Duration.ofSeconds(10);
  private static final Duration RESTART = Duration.ofSeconds(40);

  private final TestCluster cluster;

  KillingIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  /// Scenarios 4, 6, 14, 18, 20, 28, 30.
  @Test
  void killed_leaders_followers_and_all_at_once_lose_nothing_and_sell_nothing_twice() {
    var venue = Shows.venue(cluster, Shows.plan(ROWS, SEATS_IN_ROW));
    var events =
        List.of(Shows.event(cluster, venue, Map.of()), Shows.event(cluster, venue, Map.of()));
    var crowd = Crowd.of(BUYERS, cluster.apis(), events, ROWS, SEATS_IN_ROW);
    try (crowd) {
      crowd.goesOn(100, RESTART);
      killUnder(crowd, cluster.leader());
      killUnder(crowd, cluster.follower());
      crowd.goesOn(50, FAILOVER);
      cluster.strike(1, 2, 3);
      cluster.command("up");
      crowd.goesOn(200, RESTART);
    }
    assertThat(crowd.faults()).isEmpty();
    var asked = crowd.asked();
    System.out.printf(
        "%d requests answered, %d of them 201; %d were asked more than once%n",
        asked.size(),
        asked.stream().filter(it -> it.answer().status() == 201).count(),
        asked.stream().filter(it -> it.attempts() > 1).count());
    new Audit(cluster, asked).run(events);
  }

  private void killUnder(Crowd crowd, int id) {
    cluster.command("kill", "" + id);
    crowd.goesOn(100, FAILOVER);
    cluster.start(id);
    crowd.goesOn(100, FAILOVER);
  }

  /// Scenarios 13, 15, 37.
  @Test
  void of_many_buyers_of_one_seat_at_all_replicas_one_gets_it() throws Exception {
    var event = Shows.event(cluster, 1, 5, Map.of());
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var seat : List.of("1-1", "1-2", "1-3")) {
        List<Callable<Answer>> buyers =
            IntStream.range(0, 15)
                .mapToObj(buyer -> (Callable<Answer>) () -> buy(buyer, event, seat))
                .toList();
        var statuses = new ArrayList<Integer>();
        for (var answer : executor.invokeAll(buyers)) {
          statuses.add(answer.get().status());
        }
        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
      }
    }
    cluster.agrees();
  }

  private Answer buy(int buyer, String event, String seat) {
    var api = cluster.apis().get(buyer % TestCluster.IDS.size());
    return api.post("/reservations", Shows.reservation(event, seat), Shows.key());
  }

  /// Scenarios 33, 36.
  @Test
  void without_a_quorum_nothing_is_acknowledged_and_nothing_is_wrong_afterwards() {
    var event = Shows.event(cluster, 1, 20, Map.of());
    var sold = cluster.api(1).post("/reservations", Shows.reservation(event, "1-1")).is(201);
    var survivor = cluster.follower();
    var api = cluster.api(survivor);
    var lost = TestCluster.IDS.stream().filter(id -> id != survivor).mapToInt(id -> id).toArray();
    cluster.strike(lost);

    var wanted = Shows.reservation(event, "1-2");
    var refused = api.post("/reservations", wanted, Shows.key("without-quorum-" + event)).is(503);
    assertThat(refused.hasSlug("unavailable") || refused.hasSlug("outcome-unknown")).isTrue();
    assertThat(refused.header("Retry-After")).matches("[0-9]+");
    api.get("/events/" + event + "/seats").isProblem(503, "unavailable");
    var reservation = "/reservations/" + sold.json().path("reservationId").asString();
    var local = api.get(reservation + "?consistency=local&minIndex=" + sold.logIndex()).is(200);
    assertThat(local.json()).isEqualTo(sold.json());
    api.get("/events/" + event + "/seats?minIndex=999999999").isProblem(503, "unavailable");
    assertThat(api.get("/cluster").is(200).json().path("leader").isNull()).isTrue();
    cluster.management(survivor).get("//actuator/health/liveness").is(200);
    cluster.management(survivor).get("//actuator/health/readiness").is(503);

    cluster.settle();
    var first = api.post("/reservations", wanted, Shows.key("without-quorum-" + event)).is(201);
    var again =
        cluster
            .api(lost[0])
            .post("/reservations", wanted, Shows.key("without-quorum-" + event))
            .is(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.logIndex()).isEqualTo(first.logIndex());
    cluster.agrees();
  }

  /// Scenario 9.
  @Test
  void a_leader_that_was_stopped_obeys_and_shows_nothing_old_when_it_goes_on() throws Exception {
    var event = Shows.event(cluster, 1, 20, Map.of());
    var leader = cluster.leader();
    var others = cluster.apisBut(leader);
    cluster.command("pause", "" + leader);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      // When the stopped process resumes, it finds these requests before it hears of its successor.
      var read = executor.submit(() -> cluster.api(leader).get("/events/" + event + "/seats/1-1"));
      var write =
          executor.submit(
              () -> cluster.api(leader).post("/reservations", Shows.reservation(event, "1-1")));
      var sold = new Answer[1];
      Until.holds(
          "the others go on",
          FAILOVER,
          () -> {
            var wanted = Shows.reservation(event, "1-1");
            sold[0] = others.getFirst().post("/reservations", wanted, Shows.key("paused-" + event));
            return sold[0].status() == 201;
          });
      cluster.command("resume", "" + leader);

      assertThat(write.get().is(write.get().status() == 503 ? 503 : 409).text()).isNotEmpty();
      if (read.get().status() != 503) {
        assertThat(read.get().is(200).json().path("status").asString()).isEqualTo("reserved");
      }
    }
    assertThat(cluster.leader()).isNotEqualTo(leader);
    cluster.settle();
    cluster.agrees();
  }
}

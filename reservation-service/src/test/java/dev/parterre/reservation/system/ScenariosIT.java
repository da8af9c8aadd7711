package dev.parterre.reservation.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Scenarios on five real processes, and on four. The name of each test has the number of its
/// scenario.
@Timeout(240)
class ScenariosIT {

  private static final List<Integer> FIVE = List.of(1, 2, 3, 4, 5);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static TestCluster cluster;

  @BeforeAll
  static void open() {
    cluster = TestCluster.open(FIVE, Map.of());
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  @BeforeEach
  void all_replicas_run() {
    cluster.settle();
  }

  private static String event() {
    return Shows.event(cluster, 1, 20, Map.of());
  }

  /// Retries under one key, at these replicas in turn, until there is an answer.
  private static Answer buy(String event, String seat, List<Integer> at) {
    var answer = new Answer[1];
    Until.holds(
        "seat " + seat + " is sold",
        SOON,
        () -> {
          for (var id : at) {
            var next = ask(event, seat, id);
            if (next != null && next.status() != 503) {
              answer[0] = next;
              return true;
            }
          }
          return false;
        });
    return answer[0].is(201);
  }

  /// Null if the replica does not answer.
  private static @Nullable Answer ask(String event, String seat, int at) {
    try {
      var key = Shows.key(event + "-" + seat);
      return cluster.api(at).post("/reservations", Shows.reservation(event, seat), key);
    } catch (UncheckedIOException away) {
      return null;
    }
  }

  private static List<Integer> allBut(Integer... some) {
    return FIVE.stream().filter(id -> !List.of(some).contains(id)).toList();
  }

  private static void everybodyShows(String event, String... sold) {
    cluster.settle();
    cluster.agrees();
    for (var api : cluster.apis()) {
      var seats = api.get("/events/" + event + "/seats").is(200).json();
      var reserved = seats.path("reserved").valueStream().map(seat -> seat.asString());
      assertThat(reserved).as("%s", api).containsExactlyInAnyOrder(sold);
    }
  }

  @Test
  void scenarios_5_and_16_two_of_five_are_killed_one_after_another() {
    var event = event();
    var first = cluster.leader();
    cluster.strike(first);
    buy(event, "1-1", allBut(first));
    var second = cluster.leader();
    cluster.strike(second);
    buy(event, "1-2", allBut(first, second));
    everybodyShows(event, "1-1", "1-2");
  }

  @Test
  void scenario_9_two_leaders_of_five_are_stopped_one_after_another_and_resumed() {
    var event = event();
    var first = cluster.leader();
    cluster.command("pause", "" + first);
    buy(event, "1-1", allBut(first));
    var second = cluster.leader();
    cluster.command("pause", "" + second);
    buy(event, "1-2", allBut(first, second));
    cluster.command("resume", "" + first);
    cluster.command("resume", "" + second);
    everybodyShows(event, "1-1", "1-2");
  }

  @Test
  void scenario_30_three_of_five_crash_after_writes_and_restart() {
    var event = event();
    var sold = buy(event, "1-1", FIVE);
    var lost = cluster.leader();
    var others = allBut(lost);
    cluster.strike(lost, others.get(0), others.get(1));
    var survivor = others.get(3);
    requireNonNull(ask(event, "1-2", survivor)).is(503);
    cluster.settle();
    buy(event, "1-2", FIVE);
    assertThat(buy(event, "1-1", FIVE).text()).isEqualTo(sold.text());
    everybodyShows(event, "1-1", "1-2");
  }

  @Test
  void scenario_23_the_leader_crashes_right_after_its_accept() {
    var event = event();
    var victim = cluster.follower();
    cluster.strike(victim);
    cluster.startToCrash(victim, "AFTER_ACCEPT");
    cluster.run("lead", "" + victim);
    buy(event, "1-1", List.of(victim, allBut(victim).getFirst()));
    Until.holds("it has crashed", SOON, () -> cluster.isDown(victim));
    everybodyShows(event, "1-1");
  }

  @Test
  void scenario_28_a_quorum_crashes_after_accepting_and_restarts() {
    var event = event();
    var victims = allBut(cluster.leader()).subList(0, 3);
    for (var victim : victims) {
      cluster.strike(victim);
      cluster.startToCrash(victim, "BEFORE_ACCEPTED");
    }
    var asked = allBut(victims.toArray(Integer[]::new)).getFirst();
    requireNonNull(ask(event, "1-1", asked)).is(503);
    Until.holds("a quorum has crashed", SOON, () -> victims.stream().allMatch(cluster::isDown));
    cluster.settle();
    buy(event, "1-1", FIVE);
    everybodyShows(event, "1-1");
  }
}

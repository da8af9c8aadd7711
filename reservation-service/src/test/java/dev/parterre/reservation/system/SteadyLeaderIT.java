package dev.parterre.reservation.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Processes that are only slow must not cause an election; after a leader has died, one election
/// is enough.
@ExtendWith(SharedCluster.class)
@Timeout(240)
class SteadyLeaderIT {

  private static final Duration BREATH = Duration.ofMillis(500);
  private static final Duration LONG_PAUSE = Duration.ofSeconds(2);
  private static final Duration LOAD = Duration.ofSeconds(2);

  /// Long enough for a needless election to show.
  private static final Duration AFTERMATH = Duration.ofSeconds(2);

  private static final Duration FAILOVER = Duration.ofSeconds(10);
  private static final int KILLS = 3;
  private static final long BALLOTS_MAX = 2;

  private final TestCluster cluster;

  SteadyLeaderIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void two_seconds_of_fivefold_load_move_no_leadership() {
    cluster.leader();
    var before = Leadership.of(cluster);
    try (var _ = Busy.fivefold()) {
      Until.sleep(LOAD);
    }
    Until.sleep(AFTERMATH);
    assertThat(Leadership.of(cluster)).isEqualTo(before);
  }

  @Test
  void half_a_second_without_a_replica_moves_no_leadership() {
    cluster.leader();
    var before = Leadership.of(cluster);
    for (var id : cluster.ids()) {
      pause(id, BREATH);
      Until.sleep(AFTERMATH);
      assertThat(Leadership.of(cluster)).as("after a pause of %d", id).isEqualTo(before);
    }
  }

  /// The follower itself may miss the leader for a moment, but it asks the others, which do not.
  @Test
  void a_follower_that_was_away_for_two_seconds_moves_no_leadership() {
    var follower = cluster.follower();
    var before = Leadership.of(cluster);
    pause(follower, LONG_PAUSE);
    Until.sleep(AFTERMATH);
    var after = Leadership.of(cluster);
    for (var id : cluster.ids()) {
      var was = requireNonNull(before.get(id));
      var is = requireNonNull(after.get(id));
      assertThat(is).isEqualTo(id == follower ? was.withChanges(is.changes()) : was);
    }
  }

  @Test
  void a_leader_that_was_away_for_two_seconds_obeys_its_only_successor() {
    var leader = cluster.leader();
    var before = Leadership.of(cluster);
    pause(leader, LONG_PAUSE);
    Until.sleep(AFTERMATH);
    var after = Leadership.of(cluster);
    assertThat(after.values().stream().map(Leadership::leader).distinct()).hasSize(1);
    assertThat(cluster.leader()).isNotEqualTo(leader);
    assertThat(ballots(before, after)).isBetween(1L, BALLOTS_MAX);
    assertThat(requireNonNull(after.get(leader)).elections())
        .isEqualTo(requireNonNull(before.get(leader)).elections());
  }

  /// Both survivors notice at the same time, and on a loaded machine either may run first.
  @Test
  void one_survivor_does_not_outbid_the_other_under_fivefold_load() {
    var ballots = new ArrayList<Long>();
    var millis = new ArrayList<Long>();
    for (var kill = 0; kill < KILLS; kill++) {
      var leader = cluster.leader();
      var survivors = cluster.ids().stream().filter(id -> id != leader).toList();
      var before = Leadership.of(cluster);
      var process = ProcessHandle.of(cluster.pid(leader)).orElseThrow();
      var killed = System.nanoTime();
      try (var _ = Busy.fivefold()) {
        process.destroyForcibly();
        Until.holds("one leads", FAILOVER, () -> leads(survivors));
        millis.add(Duration.ofNanos(System.nanoTime() - killed).toMillis());
        Until.sleep(BREATH);
      }
      ballots.add(ballots(before, Leadership.of(cluster, survivors)));
      cluster.start(leader);
      cluster.settle();
    }
    System.out.printf(
        "kill -9 of the leader under fivefold load: one leads after %s ms, ballots %s%n",
        millis, ballots);
    assertThat(ballots).allMatch(it -> it <= BALLOTS_MAX);
    assertThat(ballots.stream().filter(it -> it == 1).count()).isGreaterThan(KILLS / 2);
  }

  /// Whether all survivors name the same leader, and it is one of them.
  private boolean leads(List<Integer> survivors) {
    var named = survivors.stream().map(cluster::leaderOf).distinct().toList();
    return named.size() == 1 && survivors.contains(named.getFirst());
  }

  /// How often replicas asked to be the leader in between.
  private static long ballots(Map<Integer, Leadership> before, Map<Integer, Leadership> after) {
    return after.entrySet().stream()
        .mapToLong(
            it -> it.getValue().elections() - requireNonNull(before.get(it.getKey())).elections())
        .sum();
  }

  private void pause(int id, Duration time) {
    var pid = cluster.pid(id);
    Commands.signal(pid, "STOP");
    try {
      Until.sleep(time);
    } finally {
      Commands.signal(pid, "CONT");
    }
  }
}

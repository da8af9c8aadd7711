package dev.parterre.paxos.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Proposal.Batch;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicatedClockTest {

  private static final long HOUR = 3_600_000;
  private static final Ballot BALLOT = new Ballot(1, new NodeId(1));

  private final ReplicatedClock clock = new ReplicatedClock();

  private static Time at(long millis, long wallMillis) {
    return new Time(millis, wallMillis);
  }

  private static Promise carried(long millis) {
    return new Promise(BALLOT, List.of(), Slot.NONE, millis, true);
  }

  private static Promise bare(long wallMillis) {
    return new Promise(BALLOT, List.of(), Slot.NONE, wallMillis, false);
  }

  private static Heartbeat heartbeat(long round, long millis) {
    return new Heartbeat(BALLOT, Slot.NONE, millis, round);
  }

  @Test
  void a_jump_of_the_wall_clock_is_not_followed() {
    clock.lead(List.of(bare(1_000_000)), at(0, 1_000_000));
    assertThat(clock.stamp(at(100, 1_000_100))).isEqualTo(1_000_100);
    assertThat(clock.stamp(at(200, 1_000_200 + HOUR))).isEqualTo(1_000_200);
    assertThat(clock.stamp(at(300, 1_000_300 - HOUR))).isEqualTo(1_000_300);
  }

  @Test
  void it_is_drawn_to_the_wall_clock_by_a_two_thousandth() {
    clock.lead(List.of(bare(0)), at(0, HOUR));
    for (var seconds = 1; seconds <= 1000; seconds++) {
      clock.stamp(at(seconds * 10_000L, HOUR + seconds * 10_000L));
    }
    var drawn = clock.stamp(at(10_000_000, HOUR + 10_000_000)) - 10_000_000;
    assertThat(drawn).isBetween(4_900L, 5_000L);
  }

  @Test
  void it_never_runs_backwards() {
    clock.saw(new Batch(5000, List.of()));
    clock.lead(List.of(bare(1000)), at(0, 1000));
    assertThat(clock.stamp(at(1, 1001))).isGreaterThanOrEqualTo(5000);
    clock.heard(heartbeat(1, 10), at(2, 0));
    assertThat(clock.reading(at(3, 0))).isGreaterThanOrEqualTo(5000);
  }

  @Test
  void where_all_were_down_a_new_leader_begins_with_the_lowest_wall_clock_of_its_quorum() {
    clock.lead(List.of(bare(1_000_000), bare(1_000_000 + HOUR)), at(0, 1_000_000 + HOUR));
    assertThat(clock.stamp(at(10, 1_000_010 + HOUR))).isEqualTo(1_000_010);
  }

  /// A restarted replica with a slow wall clock held the time up for as long as that was slow.
  @Test
  void a_wall_clock_counts_for_nothing_where_somebody_carries_the_time_on() {
    clock.lead(List.of(carried(2 * HOUR), bare(HOUR), bare(9 * HOUR)), at(0, HOUR));
    assertThat(clock.stamp(at(10, HOUR))).isEqualTo(2 * HOUR + 10);
  }

  @Test
  void of_those_who_carry_the_time_on_the_furthest_is_followed() {
    clock.heard(heartbeat(1, 7000), at(100, 0));
    clock.lead(List.of(carried(7050), carried(6000)), at(200, 0));
    assertThat(clock.stamp(at(200, 0))).as("its own is further").isEqualTo(7100);
    clock.lead(List.of(carried(8000), carried(6000)), at(200, 0));
    assertThat(clock.stamp(at(200, 0))).isEqualTo(8000);
  }

  @Test
  void a_follower_carries_on_what_it_heard() {
    clock.heard(heartbeat(1, 7000), at(100, 0));
    assertThat(clock.reading(at(350, HOUR))).isEqualTo(7250);
    assertThat(clock.isCarried()).isTrue();
  }

  @Test
  void a_heartbeat_that_comes_late_is_not_followed() {
    clock.heard(heartbeat(2, 7000), at(100, 0));
    clock.heard(heartbeat(1, 5000), at(150, 0));
    clock.heard(heartbeat(2, 5000), at(200, 0));
    assertThat(clock.reading(at(350, 0))).isEqualTo(7250);
  }

  @Test
  void a_node_that_never_heard_of_it_reads_its_wall_clock() {
    assertThat(clock.reading(at(100, HOUR))).isEqualTo(HOUR);
    assertThat(clock.isCarried()).isFalse();
  }
}

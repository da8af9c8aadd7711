package dev.parterre.paxos.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Proposal.Batch;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicatedClockTest {

  private static final long HOUR = 3_600_000;

  private final ReplicatedClock clock = new ReplicatedClock();

  private static Time at(long millis, long wallMillis) {
    return new Time(millis, wallMillis);
  }

  @Test
  void a_jump_of_the_wall_clock_is_not_followed() {
    clock.lead(List.of(1_000_000L), at(0, 1_000_000));
    assertThat(clock.stamp(at(100, 1_000_100))).isEqualTo(1_000_100);
    assertThat(clock.stamp(at(200, 1_000_200 + HOUR))).isEqualTo(1_000_200);
    assertThat(clock.stamp(at(300, 1_000_300 - HOUR))).isEqualTo(1_000_300);
  }

  @Test
  void it_is_drawn_to_the_wall_clock_by_a_two_thousandth() {
    clock.lead(List.of(0L), at(0, HOUR));
    for (var seconds = 1; seconds <= 1000; seconds++) {
      clock.stamp(at(seconds * 10_000L, HOUR + seconds * 10_000L));
    }
    var drawn = clock.stamp(at(10_000_000, HOUR + 10_000_000)) - 10_000_000;
    assertThat(drawn).isBetween(4_900L, 5_000L);
  }

  @Test
  void it_never_runs_backwards() {
    clock.saw(new Batch(5000, List.of()));
    clock.lead(List.of(1000L), at(0, 1000));
    assertThat(clock.stamp(at(1, 1001))).isGreaterThanOrEqualTo(5000);
    clock.heard(10, at(2, 0));
    assertThat(clock.reading(at(3, 0))).isGreaterThanOrEqualTo(5000);
  }

  @Test
  void a_new_leader_whose_clock_runs_ahead_begins_with_the_lowest_reading_of_its_quorum() {
    clock.lead(List.of(1_000_000L, 1_000_000 + HOUR), at(0, 1_000_000 + HOUR));
    assertThat(clock.stamp(at(10, 1_000_010 + HOUR))).isEqualTo(1_000_010);
  }

  @Test
  void a_new_leader_begins_with_its_own_reading_where_others_read_more() {
    clock.lead(List.of(1_000_200L), at(0, 1_000_000));
    assertThat(clock.stamp(at(10, 1_000_010))).isEqualTo(1_000_010);
  }

  @Test
  void a_follower_carries_on_what_it_heard() {
    clock.heard(7000, at(100, 0));
    assertThat(clock.reading(at(350, HOUR))).isEqualTo(7250);
  }

  @Test
  void a_node_that_never_heard_of_it_reads_its_wall_clock() {
    assertThat(clock.reading(at(100, HOUR))).isEqualTo(HOUR);
  }
}

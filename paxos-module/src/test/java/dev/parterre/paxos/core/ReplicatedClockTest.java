package dev.parterre.paxos.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicatedClockTest {

  private static final long HOUR = 3_600_000;
  private static final Ballot BALLOT = new Ballot(1, new NodeId(1));
  private static final Ballot NEXT = new Ballot(2, new NodeId(2));
  private static final Ballot THIRD = new Ballot(3, new NodeId(1));

  private final ReplicatedClock clock = new ReplicatedClock();

  private static Time at(long millis, long wallMillis) {
    return new Time(millis, wallMillis);
  }

  private static Promise carried(long millis) {
    return told(BALLOT, millis);
  }

  private static Promise bare(long wallMillis) {
    return told(Ballot.NONE, wallMillis);
  }

  private static Promise told(Ballot leader, long millis) {
    return new Promise(NEXT, List.of(), Slot.NONE, millis, leader);
  }

  private static Heartbeat heartbeat(long round, long millis) {
    return new Heartbeat(BALLOT, Slot.NONE, millis, round);
  }

  @Test
  void a_jump_of_the_wall_clock_is_not_followed() {
    clock.lead(NEXT, List.of(bare(1_000_000)), 0, 0, at(0, 0));
    assertThat(clock.stamp(at(100, 1_000_100))).isEqualTo(1_000_100);
    assertThat(clock.stamp(at(200, 1_000_200 + HOUR))).isEqualTo(1_000_200);
    assertThat(clock.stamp(at(300, 1_000_300 - HOUR))).isEqualTo(1_000_300);
  }

  @Test
  void it_is_slewed_to_the_wall_clock_by_a_two_thousandth() {
    clock.lead(NEXT, List.of(bare(0)), 0, 0, at(0, 0));
    for (var seconds = 1; seconds <= 1000; seconds++) {
      clock.stamp(at(seconds * 10_000L, HOUR + seconds * 10_000L));
    }
    var drawn = clock.stamp(at(10_000_000, HOUR + 10_000_000)) - 10_000_000;
    assertThat(drawn).isBetween(4_900L, 5_000L);
  }

  @Test
  void it_never_runs_backwards() {
    clock.decided(new Batch(5000, List.of()), at(0, 0));
    clock.lead(NEXT, List.of(bare(1000)), 0, 0, at(0, 0));
    assertThat(clock.stamp(at(1, 1001))).isGreaterThanOrEqualTo(5000);
    clock.heard(heartbeat(1, 10), at(2, 0));
    assertThat(clock.reading(at(3, 0))).isGreaterThanOrEqualTo(5000);
  }

  @Test
  void if_all_were_down_a_new_leader_begins_with_the_lowest_wall_clock_of_its_quorum() {
    clock.lead(NEXT, List.of(bare(1_000_000), bare(1_000_000 + HOUR)), 0, 0, at(0, 0));
    assertThat(clock.stamp(at(10, 1_000_010 + HOUR))).isEqualTo(1_000_010);
  }

  /// Once, a restarted replica with a slow wall clock held the time up by as much as the clock was
  /// slow.
  @Test
  void wall_clocks_are_ignored_if_any_node_carries_the_time_on() {
    clock.lead(NEXT, List.of(carried(2 * HOUR), bare(HOUR), bare(9 * HOUR)), 0, 0, at(0, 0));
    assertThat(clock.stamp(at(10, HOUR))).isEqualTo(2 * HOUR + 10);
  }

  @Test
  void the_furthest_of_the_times_carried_on_is_followed() {
    clock.heard(heartbeat(1, 7000), at(100, 0));
    clock.lead(NEXT, List.of(carried(7050), carried(6000)), 0, 200, at(200, 0));
    assertThat(clock.stamp(at(200, 0))).as("its own is further").isEqualTo(7100);
    clock.lead(NEXT, List.of(told(NEXT, 8000), told(NEXT, 6000)), 0, 200, at(200, 0));
    assertThat(clock.stamp(at(200, 0))).isEqualTo(8000);
  }

  /// When most replicas were down, the time began anew, although one that was cut off knew a later
  /// time: on its return, holds made since would have ended early by the difference.
  @Test
  void the_time_of_an_earlier_leader_does_not_count_beside_that_of_a_later_one() {
    clock.lead(THIRD, List.of(told(NEXT, HOUR), told(BALLOT, 2 * HOUR)), 0, 0, at(0, 0));
    assertThat(clock.stamp(at(10, HOUR))).isEqualTo(HOUR + 10);
  }

  @Test
  void nor_does_what_an_earlier_leader_told_this_node_itself() {
    clock.heard(heartbeat(1, 2 * HOUR), at(0, 0));
    clock.lead(THIRD, List.of(told(NEXT, HOUR)), 0, 0, at(0, 0));
    assertThat(clock.stamp(at(10, HOUR))).isEqualTo(HOUR + 10);
  }

  @Test
  void a_former_leader_follows_the_time_of_whoever_led_since() {
    clock.lead(BALLOT, List.of(bare(2 * HOUR)), 0, 0, at(0, 0));
    assertThat(clock.toldBy()).isEqualTo(BALLOT);
    clock.lead(THIRD, List.of(told(BALLOT, 2 * HOUR), told(NEXT, HOUR)), 0, 10, at(10, 0));
    assertThat(clock.stamp(at(10, HOUR))).isEqualTo(HOUR);
  }

  @Test
  void a_follower_carries_on_what_it_heard() {
    clock.heard(heartbeat(1, 7000), at(100, 0));
    assertThat(clock.reading(at(350, HOUR))).isEqualTo(7250);
    assertThat(clock.toldBy()).isEqualTo(BALLOT);
  }

  /// Its clock may be the faster one: after it had been cut off for long, it ended holds early on
  /// its return.
  @Test
  void what_a_follower_carries_on_unheard_is_never_ahead_of_the_leaders_reading() {
    clock.heard(heartbeat(1, 7000), at(100, 0));
    var drawn = HOUR / ReplicatedClock.SLEW;
    var leaders = 7000 + HOUR - 2 * drawn;
    assertThat(clock.reading(at(100 + HOUR + drawn, 0))).isBetween(leaders - 10, leaders);
  }

  /// Elected while it was behind, it announced an earlier leader's time under its own ballot.
  @Test
  void a_leader_tells_no_time_before_it_leads_and_runs_no_faster_for_it() {
    clock.heard(heartbeat(1, 7000), at(0, 0));
    assertThat(clock.told(NEXT, at(HOUR, 0))).isEqualTo(ReplicatedClock.UNKNOWN);
    var slowed = 7000 + HOUR - 3 * HOUR / ReplicatedClock.SLEW;
    assertThat(clock.reading(at(HOUR, 0))).isEqualTo(slowed);
  }

  @Test
  void if_all_were_down_the_gap_is_also_counted_from_what_is_adopted() {
    clock.decided(new Batch(HOUR, List.of()), at(0, 0));
    var adopted = HOUR + 50_000;
    var withheld = clock.lead(NEXT, List.of(bare(HOUR + 100_000)), adopted, 0, at(0, 0));
    assertThat(withheld).isZero();
    assertThat(clock.reading(at(0, 0))).isEqualTo(HOUR + 100_000);
  }

  @Test
  void a_leader_runs_at_the_rate_of_its_own_monotonic_clock_while_it_tells() {
    clock.lead(NEXT, List.of(bare(7000)), 0, 0, at(0, 7000));
    for (var millis = 100; millis <= HOUR; millis += 100) {
      clock.told(NEXT, at(millis, 0));
    }
    assertThat(clock.reading(at(HOUR, 0))).isEqualTo(7000 + HOUR);
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
    assertThat(clock.toldBy()).isEqualTo(Ballot.NONE);
  }

  /// Once, it stood still until the wall clock had caught up, and no hold ended in the meantime.
  @Test
  void a_stamp_above_the_reading_is_carried_on_from_where_it_was_seen() {
    clock.lead(NEXT, List.of(bare(1000)), 0, 0, at(0, 0));
    clock.decided(new Batch(HOUR, List.of()), at(500, 1500));
    assertThat(clock.reading(at(500, 1500))).isEqualTo(HOUR);
    assertThat(clock.reading(at(1000, 2000))).isEqualTo(HOUR + 500);
    assertThat(clock.stamp(at(1100, 2100))).isEqualTo(HOUR + 600);
  }

  @Test
  void a_node_that_was_down_carries_on_the_last_stamp_where_its_wall_clock_is_behind_it() {
    clock.decided(new Batch(HOUR, List.of()), at(500, 0));
    assertThat(clock.reading(at(1000, 900))).isEqualTo(HOUR + 500);
    assertThat(clock.reading(at(1500, 2 * HOUR))).isEqualTo(2 * HOUR);
    assertThat(clock.toldBy()).isEqualTo(Ballot.NONE);
  }

  /// Seed 2994639470: of two candidates with wall clocks an hour apart, the first proposed and
  /// lost. A node that had accepted its proposal raised the time by that hour when it led.
  @Test
  void a_stamp_that_was_proposed_and_never_decided_counts_for_nothing_under_another_leader() {
    clock.lead(BALLOT, List.of(bare(HOUR)), 0, 0, at(0, 0));
    clock.proposed(new Batch(HOUR + 50, List.of()), at(50, 0));
    assertThat(clock.stamp(at(60, 0))).isEqualTo(HOUR + 60);
    clock.heard(new Heartbeat(NEXT, Slot.NONE, 7000, 1), at(100, 0));
    assertThat(clock.reading(at(200, 0))).isEqualTo(7100);
    clock.lead(THIRD, List.of(told(NEXT, 7100)), 0, 200, at(200, 0));
    assertThat(clock.stamp(at(210, 0))).isEqualTo(7110);
  }

  @Test
  void nor_does_it_count_under_the_same_leader_elected_again() {
    clock.lead(BALLOT, List.of(bare(HOUR)), 0, 0, at(0, 0));
    clock.proposed(new Batch(HOUR + 50, List.of()), at(50, 0));
    clock.lead(THIRD, List.of(told(NEXT, 7100)), 0, 200, at(200, 0));
    assertThat(clock.stamp(at(210, 0))).isEqualTo(7110);
  }

  @Test
  void what_a_leader_adopts_it_stamps_no_earlier_than() {
    clock.lead(BALLOT, List.of(bare(7000)), 0, 0, at(0, 0));
    clock.proposed(new Batch(HOUR, List.of()), at(50, 0));
    assertThat(clock.stamp(at(60, 0))).isEqualTo(HOUR + 10);
  }

  @Test
  void a_stamp_below_the_reading_changes_nothing() {
    clock.heard(heartbeat(1, 7000), at(100, 0));
    clock.decided(new Batch(7010, List.of()), at(200, 0));
    assertThat(clock.reading(at(300, 0))).isEqualTo(7200);
  }

  /// All came back with wall clocks three days ahead: every hold ended, and all outcomes were
  /// forgotten.
  @Test
  void if_all_were_down_at_most_a_bounded_gap_is_added_to_the_last_stamp() {
    clock.decided(new Batch(HOUR, List.of()), at(0, 72 * HOUR));
    var withheld = clock.lead(NEXT, List.of(bare(73 * HOUR), bare(74 * HOUR)), 0, 10, at(10, 0));
    assertThat(clock.reading(at(10, 73 * HOUR))).isEqualTo(HOUR + 60_000);
    assertThat(withheld).isEqualTo(72 * HOUR - 60_000);
  }

  @Test
  void if_all_were_down_for_less_than_the_gap_all_of_it_is_added() {
    clock.decided(new Batch(HOUR, List.of()), at(0, HOUR + 30_000));
    assertThat(clock.lead(NEXT, List.of(bare(HOUR + 30_000), bare(HOUR + 40_000)), 0, 0, at(0, 0)))
        .isZero();
    assertThat(clock.reading(at(10, 0))).isEqualTo(HOUR + 30_010);
  }

  @Test
  void a_leader_that_does_not_know_the_time_yet_tells_none() {
    assertThat(clock.told(NEXT, at(10, HOUR))).isEqualTo(ReplicatedClock.UNKNOWN);
    clock.heard(heartbeat(1, ReplicatedClock.UNKNOWN), at(100, 0));
    assertThat(clock.toldBy()).isEqualTo(Ballot.NONE);
  }

  /// Seed 21527: what a new leader learned late counted as being as old as its election.
  @Test
  void a_stamp_learned_after_the_election_is_not_carried_on_from_before_it() {
    clock.heard(heartbeat(1, 7000), at(0, 0));
    clock.decided(new Batch(20_000, List.of()), at(2000, 0));
    clock.lead(NEXT, List.of(carried(7000)), 0, 0, at(2000, 0));
    assertThat(clock.reading(at(2000, 0))).isEqualTo(20_000);
  }
}

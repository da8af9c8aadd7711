package dev.parterre.paxos.core;

import static dev.parterre.paxos.core.OneReplica.THREE;
import static dev.parterre.paxos.core.OneReplica.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.Message.Pulse;
import dev.parterre.paxos.core.Message.TakeOver;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Which leaders hand over because they are held up, and which do not.
class PaceTest {

  /// A node may hand over after it has led for ten silences, and four windows of two have passed.
  private static final long IN_TIME = 20L * Cluster.SILENCE;

  @Nested
  class Disks {

    private final Cluster cluster = new Cluster(3);
    private final NodeId leader = cluster.elect();
    private final NodeId second = cluster.others(leader).getFirst();
    private final NodeId third = cluster.others(leader).getLast();

    /// Lets time pass, in which each node forces its disk once every two heartbeats.
    private void pass(long millis, ToLongFunction<NodeId> force) {
      for (var left = millis; left > 0; left -= 2 * Cluster.HEARTBEAT) {
        for (var node : List.of(leader, second, third)) {
          cluster.give(node, new Input.Forced(force.applyAsLong(node)));
        }
        cluster.pass(2 * Cluster.HEARTBEAT);
      }
    }

    private NodeId leads() {
      var known = cluster.replica(third).leader();
      if (known == null) {
        throw new AssertionError("nobody leads");
      }
      return known;
    }

    private List<Notice.HeldUp> handedOver() {
      return cluster.notices().stream()
          .filter(Notice.HeldUp.class::isInstance)
          .map(Notice.HeldUp.class::cast)
          .toList();
    }

    @Test
    void a_leader_with_a_slow_disk_hands_over_to_the_fastest_and_that_stays() {
      pass(IN_TIME, node -> node.equals(leader) ? 300 : node.equals(second) ? 20 : 5);
      assertThat(leads()).isEqualTo(third);
      assertThat(handedOver()).containsExactly(new Notice.HeldUp(300, 300, third, 5));
      pass(50 * IN_TIME, node -> node.equals(leader) ? 300 : node.equals(second) ? 20 : 5);
      assertThat(leads()).isEqualTo(third);
      assertThat(handedOver()).hasSize(1);
    }

    @Test
    void it_leads_for_a_while_before() {
      pass(9L * Cluster.SILENCE, node -> node.equals(leader) ? 300 : 5);
      assertThat(handedOver()).isEmpty();
    }

    @Test
    void if_all_disks_are_slow_nobody_hands_over() {
      pass(5 * IN_TIME, _ -> 300);
      pass(5 * IN_TIME, node -> node.equals(leader) ? 300 : 150);
      assertThat(handedOver()).isEmpty();
    }

    @Test
    void a_leader_stays_if_no_quorum_without_it_is_faster() {
      pass(5 * IN_TIME, node -> node.equals(third) ? 5 : 300);
      assertThat(handedOver()).isEmpty();
    }

    @Test
    void a_slightly_slower_disk_is_no_reason_to_hand_over() {
      pass(5 * IN_TIME, node -> node.equals(leader) ? 90 : 1);
      assertThat(handedOver()).isEmpty();
    }

    @Test
    void a_disk_that_is_slow_now_and_then_is_no_reason_to_hand_over() {
      for (var time = 0; time < 20; time++) {
        pass(4L * Cluster.SILENCE, node -> node.equals(leader) ? 300 : 5);
        pass(4L * Cluster.SILENCE, _ -> 5);
      }
      assertThat(handedOver()).isEmpty();
    }

    /// Windows in which nothing was written say nothing about the disk.
    @Test
    void a_disk_that_is_used_seldom_is_found_slow_too() {
      for (var time = 0; time < 5; time++) {
        pass(2 * Cluster.HEARTBEAT, node -> node.equals(leader) ? 300 : 5);
        cluster.pass(5L * Cluster.SILENCE);
      }
      assertThat(handedOver()).hasSize(1);
    }

    /// As load does, which is highest at the leader.
    @Test
    void what_holds_up_whoever_leads_moves_the_leadership_ever_more_seldom() {
      pass(1000L * Cluster.SILENCE, node -> node.equals(leads()) ? 300 : 5);
      assertThat(handedOver()).hasSizeBetween(3, 20);
    }
  }

  @Nested
  class OthersSay {

    private final OneReplica one = new OneReplica();
    private final Ballot ballot = one.lead(Slot.NONE);

    /// Lets time pass; the others answer, and say how much they are held up.
    private void pass(long millis, long pause, long wayToTwo, long wayToThree) {
      for (var end = one.now() + millis; one.now() < end; ) {
        one.standStill(pause);
        one.pass(5L * Cluster.HEARTBEAT - pause);
        hear(TWO, wayToTwo);
        hear(THREE, wayToThree);
      }
    }

    private void hear(NodeId peer, long way) {
      one.hear(peer, new HeartbeatAck(ballot, 1, Slot.NONE));
      one.hear(peer, new Pulse(5, one.now(), one.now() - way));
    }

    @Test
    void a_leader_that_pauses_again_and_again_hands_over() {
      pass(IN_TIME, 300, 1, 1);
      assertThat(one.said(TakeOver.class)).containsExactly(new TakeOver(ballot));
    }

    @Test
    void a_leader_that_does_not_pause_stays() {
      pass(5 * IN_TIME, 10, 1, 1);
      assertThat(one.said(TakeOver.class)).isEmpty();
    }

    @Test
    void a_leader_with_long_ways_to_most_members_hands_over() {
      pass(IN_TIME, 10, 300, 400);
      assertThat(one.said(TakeOver.class)).containsExactly(new TakeOver(ballot));
    }

    @Test
    void a_leader_with_a_short_way_to_a_quorum_stays() {
      pass(5 * IN_TIME, 10, 400, 1);
      assertThat(one.said(TakeOver.class)).isEmpty();
    }

    @Test
    void a_hand_over_that_came_to_nothing_is_tried_again_much_later() {
      pass(14L * Cluster.SILENCE, 300, 1, 1);
      assertThat(one.said(TakeOver.class)).hasSize(1);
      pass(14L * Cluster.SILENCE, 300, 1, 1);
      assertThat(one.said(TakeOver.class)).hasSize(1);
      pass(8L * Cluster.SILENCE, 300, 1, 1);
      assertThat(one.said(TakeOver.class)).hasSize(2);
    }

    @Test
    void a_node_that_was_not_heard_lately_is_no_reason_to_hand_over() {
      pass(6L * Cluster.SILENCE, 300, 1, 1);
      for (var end = one.now() + IN_TIME; one.now() < end; ) {
        one.standStill(300);
        one.pass(2L * Cluster.HEARTBEAT);
        hear(TWO, 1);
      }
      assertThat(one.said(TakeOver.class)).isEmpty();
    }

    @Test
    void what_a_peer_said_comes_back_to_it_with_the_time_that_has_passed() {
      one.hear(TWO, new Pulse(5, 1_000_000, Pulse.NO_ECHO));
      one.pass(5L * Cluster.HEARTBEAT);
      var waited =
          one.said(Pulse.class).stream()
              .filter(pulse -> pulse.echo() != Pulse.NO_ECHO)
              .mapToLong(pulse -> pulse.echo() - 1_000_000)
              .findFirst()
              .orElseThrow();
      assertThat(waited).isBetween(10L, 5L * Cluster.HEARTBEAT);
    }
  }

  @Test
  void a_leader_does_not_hand_over_to_a_node_that_has_much_to_learn() {
    var known = new Slot(5000);
    var one = new OneReplica(known);
    var ballot = one.lead(known);
    for (var end = one.now() + IN_TIME; one.now() < end; ) {
      one.standStill(300);
      one.pass(2L * Cluster.HEARTBEAT);
      one.hear(TWO, new HeartbeatAck(ballot, 1, known));
      one.hear(TWO, new Pulse(20, one.now(), one.now()));
      one.hear(THREE, new HeartbeatAck(ballot, 1, new Slot(1)));
      one.hear(THREE, new Pulse(5, one.now(), one.now()));
    }
    assertThat(one.handedOver()).extracting(Notice.HeldUp::successor).containsExactly(TWO);
  }

  /// Node 2, which is on this side of a narrow link, says that it is the fastest; and so it is, as
  /// long as it does not lead.
  @Test
  void a_leader_on_the_near_side_of_a_narrow_link_hands_over_to_the_far_side() {
    assertThat(successors(10, 300)).containsExactly(THREE);
    assertThat(successors(300, 150)).as("it is not the link").containsExactly(TWO);
  }

  /// Of five nodes, of which the second is a millisecond away.
  private static Stream<NodeId> successors(long pause, long wayToOthers) {
    var one = new OneReplica(5, Slot.NONE);
    var ballot = one.lead(Slot.NONE);
    for (var end = one.now() + IN_TIME; one.now() < end; ) {
      one.standStill(pause);
      one.pass(2L * Cluster.HEARTBEAT);
      for (var id = 2; id <= 5; id++) {
        one.hear(new NodeId(id), new HeartbeatAck(ballot, 1, Slot.NONE));
        var way = id == 2 ? 1 : wayToOthers;
        one.hear(new NodeId(id), new Pulse(id, one.now(), one.now() - way));
      }
    }
    return one.handedOver().stream().map(Notice.HeldUp::successor);
  }
}

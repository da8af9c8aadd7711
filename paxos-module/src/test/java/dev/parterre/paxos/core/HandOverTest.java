package dev.parterre.paxos.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandOverTest {

  private final Cluster cluster = new Cluster(3);
  private final NodeId leader = cluster.elect();
  private final NodeId one = cluster.others(leader).getFirst();
  private final NodeId other = cluster.others(leader).getLast();

  @Test
  void a_leader_hands_over_to_the_node_it_is_told_to() {
    cluster.give(leader, new Input.HandOver(Optional.of(other)));
    assertThat(cluster.replica(one).leader()).isEqualTo(other);
    cluster.submit(leader, 7);
    assertThat(cluster.commands(one)).containsExactly(7L);
  }

  @Test
  void a_follower_passes_the_request_to_hand_over_on() {
    cluster.give(one, new Input.HandOver(Optional.of(other)));
    assertThat(cluster.replica(leader).leader()).isEqualTo(other);
  }

  /// Two that each take the other for the leader would send it back and forth, and a network that
  /// doubles messages would make ever more of them. Found by seed 883135595.
  @Test
  void a_request_that_was_passed_on_is_not_passed_on_again() {
    var asking = new OneReplica();
    asking.hear(OneReplica.TWO, new Message.Heartbeat(OneReplica.OF_TWO, Slot.NONE, 1, 1));
    asking.hear(OneReplica.THREE, new Message.AskHandOver(OneReplica.ONE));
    assertThat(asking.said(Message.AskHandOver.class)).isEmpty();
    asking.give(new Input.HandOver(Optional.of(OneReplica.ONE)));
    assertThat(asking.said(Message.AskHandOver.class)).hasSize(1);
  }

  @Test
  void a_leader_that_is_about_to_stop_finds_a_successor() {
    cluster.pass(1000);
    cluster.give(leader, new Input.HandOver(Optional.empty()));
    assertThat(cluster.replica(leader).leader()).isIn(one, other);
  }

  @Test
  void what_is_open_when_a_leader_hands_over_is_decided_by_the_next() {
    cluster.lose(each -> each.message() instanceof Message.Accepted);
    cluster.submit(leader, 7);
    cluster.lose(_ -> false);
    cluster.give(leader, new Input.HandOver(Optional.of(other)));
    cluster.pass(20);
    assertThat(cluster.commands(one)).contains(7L);
  }

  @Test
  void nobody_takes_over_for_a_leader_that_it_does_not_follow() {
    var ballot = cluster.replica(one).promised();
    var older = new Ballot(ballot.round() - 1, leader);
    cluster.give(one, new Input.Received(leader, new Message.TakeOver(older)));
    cluster.give(one, new Input.Received(other, new Message.TakeOver(ballot)));
    assertThat(cluster.replica(one).promised()).isEqualTo(ballot);
  }
}

package dev.parterre.paxos.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Message.Canvass;
import dev.parterre.paxos.core.Message.Follows;
import dev.parterre.paxos.core.Message.Prepare;
import dev.parterre.paxos.members.NodeId;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whom a node follows if it does not hear the leader, or is not heard by it.
class ReliedOnTest {

  private final Cluster cluster = new Cluster(3);
  private final NodeId leader = cluster.elect();
  private final NodeId between = cluster.others(leader).getFirst();
  private final NodeId cut = cluster.others(leader).getLast();

  @BeforeEach
  void settle() {
    cluster.pass(300);
  }

  private void lose(Predicate<Envelope> lost) {
    cluster.lose(lost);
    cluster.pass(3L * Cluster.SILENCE);
    cluster.said().clear();
    cluster.notices().clear();
  }

  private boolean isToCut(Envelope envelope) {
    return envelope.from().equals(leader) && envelope.to().equals(cut);
  }

  private boolean isFromCut(Envelope envelope) {
    return envelope.from().equals(cut) && envelope.to().equals(leader);
  }

  @Test
  void a_node_cut_off_from_the_leader_is_told_who_that_is() {
    lose(each -> isToCut(each) || isFromCut(each));
    assertThat(cluster.replica(cut).leader()).isEqualTo(leader);
    assertThat(cluster.replica(cut).reliedOn()).isEqualTo(between);
  }

  @Test
  void a_node_that_only_does_not_hear_the_leader_is_told() {
    lose(this::isToCut);
    assertThat(cluster.replica(cut).leader()).isEqualTo(leader);
    assertThat(cluster.replica(cut).reliedOn()).isEqualTo(between);
  }

  @Test
  void a_node_that_is_served_by_relay_disturbs_nobody_and_asks_seldom() {
    lose(each -> isToCut(each) || isFromCut(each));
    cluster.pass(10L * Cluster.SILENCE);
    assertThat(said(Prepare.class)).isEmpty();
    assertThat(said(Canvass.class)).hasSizeLessThanOrEqualTo(2 * 2 * 10 + 2);
    assertThat(cluster.notices()).noneMatch(each -> each instanceof Notice.LeaderChanged);
  }

  private List<Message> said(Class<? extends Message> kind) {
    return cluster.said().stream().map(Envelope::message).filter(kind::isInstance).toList();
  }

  @Test
  void when_the_link_is_mended_the_leader_is_asked_itself() {
    lose(each -> isToCut(each) || isFromCut(each));
    cluster.lose(_ -> false);
    cluster.pass(500);
    cluster.said().clear();
    assertThat(cluster.replica(cut).leader()).isEqualTo(leader);
    assertThat(cluster.replica(cut).reliedOn()).isNull();
  }

  @Test
  void a_node_that_relied_on_another_does_not_delay_the_election_when_the_leader_dies() {
    lose(each -> isToCut(each) || isFromCut(each));
    cluster.crash(leader);
    cluster.give(between, new Input.Unreachable(leader));
    cluster.pass(300);
    assertThat(cluster.replica(between).leader()).isIn(between, cut);
    assertThat(cluster.replica(cut).leader()).isEqualTo(cluster.replica(between).leader());
  }

  /// A connection that breaks says more than what another heard before.
  @Test
  void a_node_that_saw_the_leader_die_is_not_told_otherwise() {
    cluster.give(cut, new Input.Unreachable(leader));
    cluster.give(cut, new Input.Received(between, new Follows(leader, ballot())));
    cluster.said().clear();
    cluster.lose(each -> each.from().equals(leader));
    cluster.pass(100);
    assertThat(said(Canvass.class)).isNotEmpty();
  }

  @Test
  void a_node_that_hears_the_leader_relies_on_nobody() {
    cluster.give(cut, new Input.Received(between, new Follows(leader, ballot())));
    assertThat(cluster.replica(cut).reliedOn()).isNull();
  }

  @Test
  void what_is_said_about_an_earlier_leader_is_ignored() {
    lose(each -> isToCut(each) || isFromCut(each));
    var before = new Ballot(ballot().round() - 1, leader);
    cluster.give(cut, new Input.Received(between, new Follows(leader, before)));
    assertThat(cluster.notices()).noneMatch(each -> each instanceof Notice.LeaderChanged);
  }

  private Ballot ballot() {
    return cluster.replica(leader).promised();
  }
}

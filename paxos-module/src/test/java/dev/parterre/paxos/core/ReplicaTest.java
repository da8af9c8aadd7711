package dev.parterre.paxos.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.Canvass;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.Message.Prepare;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Message.ReadAt;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaTest {

  private static final NodeId ONE = new NodeId(1);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 11})
  void a_new_cluster_elects_a_leader_and_decides(int size) {
    var cluster = new Cluster(size);
    var leader = cluster.elect();
    cluster.submit(leader, 7);
    cluster.pass(20);
    for (var id = 1; id <= size; id++) {
      assertThat(cluster.commands(new NodeId(id))).containsExactly(7L);
    }
  }

  @Test
  void a_follower_passes_its_callers_command_to_the_leader() {
    var cluster = new Cluster(3);
    var follower = cluster.others(cluster.elect()).getFirst();
    cluster.submit(follower, 7);
    assertThat(cluster.commands(follower)).containsExactly(7L);
  }

  @Test
  void nothing_is_decided_without_a_quorum() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    cluster.others(leader).forEach(cluster::crash);
    cluster.submit(leader, 7);
    cluster.pass(5000);
    assertThat(cluster.commands(leader)).isEmpty();
    assertThat(cluster.replica(leader).leader()).as("it knows that it leads nobody").isNull();
  }

  @Test
  void a_leader_proposes_the_command_of_the_highest_ballot_it_was_told() {
    var cluster = new Cluster(3);
    var first = cluster.elect();
    var others = cluster.others(first);
    cluster.lose(each -> each.message() instanceof Accepted);
    cluster.submit(first, 7);
    cluster.crash(first);
    cluster.lose(_ -> false);
    var second = cluster.elect();
    cluster.pass(20);
    assertThat(others).contains(second);
    others.forEach(id -> assertThat(cluster.commands(id)).containsExactly(7L));
  }

  @Test
  void a_gap_that_a_dead_leader_left_is_filled_with_a_no_op() {
    var cluster = new Cluster(3);
    var first = cluster.elect();
    var gap = cluster.replica(first).decided().next();
    cluster.lose(
        each ->
            each.message() instanceof Accepted
                || (each.message() instanceof Accept accept && accept.pvalue().slot().equals(gap)));
    cluster.submit(first, 7);
    cluster.submit(first, 8);
    cluster.crash(first);
    cluster.lose(_ -> false);
    var second = cluster.elect();
    cluster.pass(20);
    assertThat(cluster.decided(second)).contains(new Decision(gap, new NoOp()));
    assertThat(cluster.commands(second)).containsExactly(8L);
  }

  @Test
  void a_promise_for_an_older_ballot_does_not_count() {
    var cluster = new Cluster(3);
    cluster.lose(each -> each.message() instanceof Promise);
    cluster.pass(300);
    var candidate =
        cluster.said().stream()
            .filter(each -> each.message() instanceof Prepare)
            .map(Envelope::from)
            .reduce((_, last) -> last)
            .orElseThrow();
    var stale = new Promise(new Ballot(0, candidate), List.of(), Slot.NONE, 0, Ballot.NONE);
    for (var other : cluster.others(candidate)) {
      cluster.give(candidate, new Input.Received(other, stale));
    }
    assertThat(cluster.replica(candidate).leader()).isNull();
  }

  @Test
  void a_node_that_merely_lost_its_connections_raises_no_ballot() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    cluster.pass(200);
    var lonely = cluster.others(leader).getFirst();
    var ballot = cluster.replica(leader).promised();
    cluster.lose(each -> each.to().equals(lonely));
    cluster.pass(5000);
    cluster.lose(_ -> false);
    cluster.pass(2000);
    assertThat(cluster.said()).anyMatch(each -> each.message() instanceof Canvass);
    assertThat(cluster.replica(leader).promised()).isEqualTo(ballot);
    assertThat(cluster.replica(lonely).leader()).isEqualTo(leader);
  }

  @Test
  void a_broken_connection_to_the_leader_is_acted_upon_before_its_silence() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    cluster.pass(200);
    var others = cluster.others(leader);
    cluster.crash(leader);
    others.forEach(id -> cluster.give(id, new Input.Unreachable(leader)));
    cluster.pass(200);
    assertThat(others).contains(cluster.replica(others.getFirst()).leader());
  }

  @Test
  void a_restarted_node_regains_in_order_what_it_missed() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    var follower = cluster.others(leader).getFirst();
    cluster.submit(leader, 1);
    cluster.crash(follower);
    for (var command = 2; command <= 30; command++) {
      cluster.submit(leader, command);
    }
    cluster.start(follower);
    cluster.pass(1000);
    assertThat(cluster.decided(follower)).isEqualTo(cluster.decided(leader));
    assertThat(cluster.commands(follower)).hasSize(30);
  }

  @Test
  void a_restarted_node_never_uses_a_ballot_again() {
    var cluster = new Cluster(3);
    cluster.lose(each -> each.message() instanceof Promise);
    cluster.pass(1000);
    var before = ballotsOf(cluster, ONE);
    cluster.crash(ONE);
    cluster.start(ONE);
    cluster.said().clear();
    cluster.pass(10_000);
    assertThat(before).isNotEmpty();
    assertThat(ballotsOf(cluster, ONE)).isNotEmpty().doesNotContainAnyElementsOf(before);
  }

  private static List<Ballot> ballotsOf(Cluster cluster, NodeId node) {
    return cluster.said().stream()
        .filter(each -> each.from().equals(node))
        .map(Envelope::message)
        .filter(Prepare.class::isInstance)
        .map(message -> ((Prepare) message).ballot())
        .distinct()
        .toList();
  }

  @Test
  void no_more_slots_are_open_than_the_window_allows() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    cluster.pass(20);
    cluster.said().clear();
    cluster.lose(each -> each.message() instanceof Accepted);
    for (var command = 1; command <= 20; command++) {
      cluster.submit(leader, command);
    }
    var open =
        cluster.said().stream()
            .map(Envelope::message)
            .filter(Accept.class::isInstance)
            .map(message -> ((Accept) message).pvalue().slot())
            .distinct();
    assertThat(open).hasSize(4);
    cluster.lose(_ -> false);
    cluster.pass(1000);
    assertThat(cluster.commands(leader)).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void a_read_is_ready_only_when_a_quorum_has_confirmed_the_leader() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    cluster.pass(200);
    cluster.notices().clear();
    cluster.lose(each -> each.message() instanceof HeartbeatAck);
    cluster.give(leader, new Input.ReadAsked(1));
    cluster.pass(50);
    assertThat(cluster.notices()).noneMatch(Notice.ReadReady.class::isInstance);
    cluster.lose(_ -> false);
    cluster.pass(200);
    assertThat(cluster.notices()).anyMatch(Notice.ReadReady.class::isInstance);
  }

  @Test
  void an_answer_to_a_read_of_an_earlier_incarnation_is_ignored() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    var follower = cluster.others(leader).getFirst();
    cluster.lose(each -> each.message() instanceof ReadAt);
    cluster.give(follower, new Input.ReadAsked(1));
    cluster.notices().clear();
    cluster.give(follower, new Input.Received(leader, new ReadAt(-99, 1, Slot.NONE)));
    assertThat(cluster.notices()).noneMatch(Notice.ReadReady.class::isInstance);
  }

  @Test
  void a_leader_that_learns_of_a_higher_ballot_steps_down() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    var higher = new Ballot(99, cluster.others(leader).getFirst());
    var heartbeat = new Heartbeat(higher, Slot.NONE, 0, 1);
    cluster.give(leader, new Input.Received(higher.node(), heartbeat));
    assertThat(cluster.replica(leader).leader()).isEqualTo(higher.node());
  }

  @Test
  void the_leader_proposes_a_tick_when_the_state_machine_waits_for_time() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    cluster.pass(20);
    var due = cluster.time().wallMillis() + 300;
    cluster.give(leader, new Input.Due(OptionalLong.of(due)));
    var before = cluster.decided(leader).size();
    cluster.pass(200);
    assertThat(cluster.decided(leader)).hasSize(before);
    cluster.pass(400);
    var tick = cluster.decided(leader).getLast().proposal();
    assertThat(tick)
        .isInstanceOfSatisfying(
            Proposal.Batch.class,
            batch -> {
              assertThat(batch.commands()).isEmpty();
              assertThat(batch.stampMillis()).isBetween(due, due + 50);
            });
  }

  @Test
  void while_a_time_is_awaited_it_is_made_durable_every_second() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    cluster.pass(20);
    var far = cluster.time().wallMillis() + 100_000;
    cluster.give(leader, new Input.Due(OptionalLong.of(far)));
    cluster.pass(10_000);
    var stamps =
        cluster.decided(leader).stream()
            .map(decision -> ((Proposal.Batch) decision.proposal()).stampMillis())
            .toList();
    assertThat(stamps).hasSizeBetween(10, 12);
    assertThat(cluster.time().wallMillis() - stamps.getLast()).isLessThanOrEqualTo(1100);
    cluster.give(leader, new Input.Due(OptionalLong.empty()));
    var before = cluster.decided(leader).size();
    cluster.pass(10_000);
    assertThat(cluster.decided(leader)).as("idle stays idle").hasSize(before);
  }
}

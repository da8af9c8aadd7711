package dev.parterre.paxos.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.Canvass;
import dev.parterre.paxos.core.Message.Decided;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.Message.Learn;
import dev.parterre.paxos.core.Message.Missed;
import dev.parterre.paxos.core.Message.Preempted;
import dev.parterre.paxos.core.Message.Prepare;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Faults that the core once had, each with the schedule that showed it.
class KeptFaultsTest {

  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);
  private static final NodeId THREE = new NodeId(3);

  private long now = 10_000;

  private static Replica alone() {
    return new Replica(
        Cluster.settings(ONE, 3),
        Ballot.NONE,
        List.of(),
        Slot.NONE,
        Cluster.founders(3),
        1,
        new Time(10_000, 0));
  }

  private Effects step(Replica replica, Input... inputs) {
    return replica.step(new Time(now, now), List.of(inputs));
  }

  private static Input from(NodeId node, Message message) {
    return new Input.Received(node, message);
  }

  @Test
  void a_promise_leaves_out_what_the_leader_knows() {
    var acceptor = new Acceptor(Ballot.NONE, List.of());
    var low = new Ballot(1, TWO);
    for (var slot = 2; slot <= 9; slot++) {
      var accept = new Accept(new PValue(low, new Slot(slot), new NoOp()), Slot.NONE);
      acceptor.accept(new Turn(ONE, new Time(0, 0)), TWO, accept, Slot.NONE);
    }
    var turn = new Turn(ONE, new Time(0, 0));
    var prepare = new Prepare(new Ballot(2, THREE), new Slot(8));
    acceptor.prepare(turn, THREE, prepare, Slot.NONE, new ReplicatedClock());
    var promise = (Promise) turn.effects().afterForce().getFirst().message();
    assertThat(promise.accepted())
        .extracting(PValue::slot)
        .containsExactly(new Slot(8), new Slot(9));
  }

  @Test
  void a_command_larger_than_the_window_is_open_alone() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    cluster.pass(20);
    cluster.said().clear();
    cluster.lose(each -> each.message() instanceof Message.Accepted);
    for (var id = 1; id <= 3; id++) {
      var large = new Command(new CommandId(id, 0), id, new byte[3000]);
      cluster.give(leader, new Input.Submitted(large));
    }
    assertThat(slotsProposed(cluster)).isEqualTo(1);
    cluster.lose(_ -> false);
    cluster.pass(1000);
    assertThat(cluster.commands(leader)).hasSize(3);
  }

  private static long slotsProposed(Cluster cluster) {
    return cluster.said().stream()
        .map(Envelope::message)
        .filter(Accept.class::isInstance)
        .map(message -> ((Accept) message).pvalue().slot())
        .distinct()
        .count();
  }

  @Test
  void a_command_whose_caller_was_refused_is_never_passed_on() {
    var replica = alone();
    var ballot = new Ballot(50, TWO);
    step(replica, from(TWO, new Heartbeat(ballot, Slot.NONE, 1, 1)));
    scoutInVain(replica, ballot);
    assertThat(replica.leader()).isNull();
    step(replica, new Input.Submitted(Cluster.command(2)));
    assertThat(replica.mayTakeEffect(new CommandId(2, 0))).isFalse();
    step(replica, new Input.Abandoned(new CommandId(2, 0)));
    now += 5000;
    var effects = step(replica, from(TWO, new Heartbeat(ballot, Slot.NONE, 1, 9)));
    assertThat(effects.now()).noneMatch(each -> each.message() instanceof Forward);
  }

  /// The leader falls silent, the node wins a canvass and runs, and an acceptor that has heard of
  /// `ballot` refuses it.
  private void scoutInVain(Replica replica, Ballot ballot) {
    for (var scouting = false; !scouting; ) {
      now += 10;
      for (var said : step(replica, new Input.Tick()).now()) {
        if (said.message() instanceof Canvass canvass && said.to().equals(THREE)) {
          scouting =
              step(replica, from(THREE, new Missed(canvass.round()))).afterForce().stream()
                  .anyMatch(each -> each.message() instanceof Prepare);
        }
      }
    }
    step(replica, from(THREE, new Preempted(ballot.nextFor(THREE))));
  }

  @Test
  void a_node_that_only_heard_of_a_ballot_runs_above_it() {
    var replica = alone();
    step(replica, from(TWO, new Heartbeat(new Ballot(50, TWO), Slot.NONE, 1, 1)));
    var asked = new ArrayList<Ballot>();
    while (asked.isEmpty()) {
      now += 10;
      var effects = step(replica, new Input.Tick());
      for (var said : effects.now()) {
        if (said.message() instanceof Canvass canvass && said.to().equals(THREE)) {
          step(replica, from(THREE, new Missed(canvass.round()))).afterForce().stream()
              .map(Envelope::message)
              .filter(Prepare.class::isInstance)
              .forEach(message -> asked.add(((Prepare) message).ballot()));
        }
      }
    }
    assertThat(asked.getFirst()).isEqualTo(new Ballot(51, ONE));
  }

  @Test
  void a_survivor_without_a_quorum_forgets_its_dead_leader() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    cluster.pass(200);
    var survivor = cluster.others(leader).getFirst();
    cluster.others(survivor).forEach(cluster::crash);
    cluster.pass(3000);
    assertThat(cluster.replica(survivor).leader()).isNull();
  }

  @Test
  void a_node_far_behind_gets_no_votes_while_another_knows_more() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    var behind = cluster.others(leader).getFirst();
    var complete = cluster.others(leader).getLast();
    cluster.lose(each -> each.to().equals(behind) && !(each.message() instanceof Missed));
    for (var command = 1; command <= 20; command++) {
      cluster.submit(leader, command);
    }
    cluster.crash(leader);
    cluster.lose(each -> each.message() instanceof Learn);
    assertThat(cluster.elect()).isEqualTo(complete);
  }

  /// A leader that is cut off proposes its tick in a slot that another leader meanwhile decides
  /// with an earlier stamp; when it leads again, the tick is still due.
  @Test
  void a_leader_elected_again_proposes_the_tick_that_was_lost_with_its_ballot() {
    var cluster = new Cluster(3);
    var first = cluster.elect();
    cluster.pass(300);
    var due = 1_000_000 + cluster.time().millis() + 1400;
    cluster.give(first, new Input.Due(OptionalLong.of(due)));
    cluster.lose(each -> each.from().equals(first) || each.to().equals(first));
    var others = cluster.others(first);
    while (others.stream().noneMatch(id -> id.equals(cluster.replica(id).leader()))) {
      cluster.pass(10);
    }
    var second = cluster.replica(others.getFirst()).leader();
    assertThat(second).isNotNull();
    while (cluster.time().wallMillis() < due - 20) {
      cluster.pass(10);
    }
    cluster.submit(second, 7);
    cluster.crash(second);
    cluster.pass(100);
    cluster.lose(each -> !each.from().equals(first) && each.message() instanceof Canvass);
    cluster.pass(8 * Cluster.SILENCE);
    assertThat(cluster.replica(first).leader()).isEqualTo(first);
    assertThat(cluster.decided(first))
        .extracting(Decision::proposal)
        .anyMatch(each -> each instanceof Batch batch && batch.stampMillis() >= due);
  }

  @Test
  void a_tick_is_not_proposed_for_what_is_no_longer_awaited() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    cluster.pass(20);
    var due = cluster.time().wallMillis() + 300;
    cluster.give(leader, new Input.Due(OptionalLong.of(due)));
    var before = cluster.decided(leader).size();
    cluster.give(leader, new Input.Due(OptionalLong.empty()));
    cluster.pass(1000);
    assertThat(cluster.decided(leader)).hasSize(before);
  }

  @Test
  void a_leader_goes_on_asking_for_what_was_decided_before_it() {
    var replica = alone();
    var waiting = new ArrayDeque<Input>();
    var lost = 0;
    for (var end = now + 2500; now < end && replica.decided().number() < 100; now += 10) {
      waiting.add(new Input.Tick());
      var inputs = List.copyOf(waiting);
      waiting.clear();
      var effects = replica.step(new Time(now, now), inputs);
      for (var said :
          Stream.concat(effects.now().stream(), effects.afterForce().stream()).toList()) {
        if (said.to().equals(ONE)) {
          waiting.add(from(ONE, said.message()));
        } else if (said.to().equals(TWO)) {
          var isLost =
              said.message() instanceof Learn(var slot) && slot.number() == 31 && lost++ == 0;
          if (!isLost) {
            answerAsTwo(said.message(), waiting);
          }
        }
      }
    }
    assertThat(replica.decided()).isEqualTo(new Slot(100));
  }

  /// A node that knows a hundred decisions, and sends ten at a time, each ten twice.
  private void answerAsTwo(Message message, ArrayDeque<Input> waiting) {
    var all = new Slot(100);
    switch (message) {
      case Canvass canvass -> waiting.add(from(TWO, new Missed(canvass.round())));
      case Prepare prepare ->
          waiting.add(from(TWO, new Promise(prepare.ballot(), List.of(), all, now, Ballot.NONE)));
      case Heartbeat heartbeat ->
          waiting.add(from(TWO, new HeartbeatAck(heartbeat.ballot(), heartbeat.round(), all)));
      case Learn(var slot) -> {
        var told =
            Stream.iterate(slot, each -> !each.isAfter(all), Slot::next)
                .limit(10)
                .map(each -> new Decision(each, new NoOp()))
                .toList();
        waiting.add(from(TWO, new Decided(told, all)));
        waiting.add(from(TWO, new Decided(told, all)));
      }
      default -> {}
    }
  }

  @Test
  void a_ballot_in_the_name_of_another_node_is_ignored() {
    var replica = alone();
    step(replica, new Input.ReadAsked(1));
    var forged = new Heartbeat(new Ballot(9, new NodeId(9)), Slot.NONE, 1, 1);
    var effects = step(replica, from(TWO, forged));
    assertThat(replica.leader()).isNull();
    assertThat(effects.now()).noneMatch(each -> each.to().equals(new NodeId(9)));
  }

  @Test
  void a_slot_that_no_window_can_reach_is_ignored() {
    var replica = alone();
    var pvalue = new PValue(new Ballot(1, TWO), new Slot(1L << 40), new NoOp());
    var effects = step(replica, from(TWO, new Accept(pvalue, Slot.NONE)));
    assertThat(effects.writes()).isEmpty();
    assertThat(effects.afterForce()).noneMatch(each -> each.message() instanceof Accepted);
  }
}

package dev.parterre.paxos.core;

import static dev.parterre.paxos.core.OneReplica.OF_THREE;
import static dev.parterre.paxos.core.OneReplica.OF_TWO;
import static dev.parterre.paxos.core.OneReplica.THREE;
import static dev.parterre.paxos.core.OneReplica.TWO;
import static dev.parterre.paxos.core.OneReplica.batch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.Decided;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.Message.Prepare;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.members.Slot;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaderTest {

  private static final Slot FIRST = new Slot(1);
  private static final Slot SECOND = new Slot(2);

  private final OneReplica one = new OneReplica();

  private void submit(long command) {
    one.give(new Input.Submitted(Cluster.command(command)));
  }

  private List<Slot> proposed() {
    return one.said(Accept.class).stream().map(each -> each.pvalue().slot()).distinct().toList();
  }

  @Test
  void a_ballot_is_on_disk_before_anybody_hears_of_it() {
    var effects = one.scout();
    assertThat(effects.now()).noneMatch(each -> each.message() instanceof Prepare);
    assertThat(effects.afterForce()).anyMatch(each -> each.message() instanceof Prepare);
    var ballot = one.said(Prepare.class).getFirst().ballot();
    assertThat(effects.writes()).contains(new LogRecord.Promised(ballot));
  }

  @Test
  void an_acceptance_of_another_ballot_does_not_count() {
    var ballot = one.lead(Slot.NONE);
    submit(7);
    one.hear(TWO, new Accepted(new Ballot(ballot.round() - 1, ballot.node()), FIRST));
    one.hear(TWO, new Accepted(OF_TWO, FIRST));
    assertThat(one.decided()).isEmpty();
    one.hear(TWO, new Accepted(ballot, FIRST));
    assertThat(one.decided()).hasSize(1);
  }

  @Test
  void an_acceptor_that_answers_twice_counts_once() {
    var five = new Cluster(5);
    var leader = five.elect();
    five.pass(20);
    five.lose(each -> each.message() instanceof Accepted);
    five.submit(leader, 7);
    var ballot = five.replica(leader).promised();
    var accepted = new Accepted(ballot, five.replica(leader).decided().next());
    var others = five.others(leader);
    five.give(leader, new Input.Received(leader, accepted));
    five.give(leader, new Input.Received(others.getFirst(), accepted));
    five.give(leader, new Input.Received(others.getFirst(), accepted));
    assertThat(five.commands(leader)).isEmpty();
    five.give(leader, new Input.Received(others.getLast(), accepted));
    assertThat(five.commands(leader)).containsExactly(7L);
  }

  @Test
  void decisions_are_handed_on_in_slot_order_without_a_gap() {
    var ballot = one.lead(Slot.NONE);
    submit(7);
    submit(8);
    one.hear(TWO, new Accepted(ballot, SECOND));
    assertThat(one.decided()).isEmpty();
    one.hear(TWO, new Accepted(ballot, FIRST));
    assertThat(one.decided()).extracting(Decision::slot).containsExactly(FIRST, SECOND);
  }

  @Test
  void a_leader_proposes_nothing_of_its_own_until_it_has_learned_all_before_it() {
    one.lead(SECOND);
    submit(7);
    assertThat(proposed()).isEmpty();
    var told = List.of(new Decision(FIRST, new NoOp()), new Decision(SECOND, new NoOp()));
    one.hear(TWO, new Decided(told, SECOND));
    assertThat(proposed()).containsExactly(SECOND.next());
  }

  @Test
  void what_a_promise_calls_decided_is_not_proposed_again() {
    one.lead(FIRST, new PValue(OF_TWO, FIRST, batch(7)), new PValue(OF_TWO, SECOND, batch(8)));
    one.hear(TWO, new Decided(List.of(new Decision(FIRST, batch(7))), FIRST));
    assertThat(proposed()).containsExactly(SECOND);
  }

  @Test
  void a_command_under_way_is_not_proposed_a_second_time() {
    one.lead(Slot.NONE);
    one.hear(TWO, new Forward(List.of(Cluster.command(7))));
    one.hear(TWO, new Forward(List.of(Cluster.command(7))));
    assertThat(proposed()).containsExactly(FIRST);
  }

  @Test
  void a_leader_takes_no_decisions_of_others_for_slots_that_it_decides_itself() {
    one.lead(Slot.NONE);
    submit(7);
    one.hear(THREE, new Decided(List.of(new Decision(FIRST, batch(9))), FIRST));
    assertThat(one.decided()).isEmpty();
  }

  @Test
  void a_leader_that_heard_a_higher_ballot_proposes_no_more() {
    one.lead(Slot.NONE);
    one.hear(TWO, new Heartbeat(OF_TWO, Slot.NONE, 1, 1));
    submit(7);
    assertThat(proposed()).isEmpty();
    assertThat(one.said(Forward.class)).hasSize(1);
  }

  @Test
  void a_ballot_asked_for_in_the_name_of_another_is_not_promised() {
    one.hear(TWO, new Prepare(OF_THREE, FIRST));
    assertThat(one.said(Promise.class)).isEmpty();
    assertThat(one.replica().promised()).isEqualTo(Ballot.NONE);
  }

  @Test
  void a_heartbeat_that_left_before_the_question_confirms_no_read() {
    var ballot = one.lead(Slot.NONE);
    var before = one.said(Heartbeat.class).getLast().round();
    one.give(new Input.ReadAsked(1));
    one.hear(TWO, new HeartbeatAck(ballot, before, Slot.NONE));
    assertThat(one.readable()).isEmpty();
    one.hear(TWO, new HeartbeatAck(ballot, before + 1, Slot.NONE));
    assertThat(one.readable()).containsExactly(Slot.NONE);
  }

  @Test
  void an_answer_to_the_heartbeat_of_another_ballot_confirms_no_read() {
    var ballot = one.lead(Slot.NONE);
    one.give(new Input.ReadAsked(1));
    one.hear(TWO, new HeartbeatAck(new Ballot(ballot.round() - 1, ballot.node()), 9, Slot.NONE));
    assertThat(one.readable()).isEmpty();
  }

  @Test
  void a_read_waits_for_all_that_an_earlier_leader_can_have_decided() {
    var ballot = one.lead(Slot.NONE, new PValue(new Ballot(0, TWO), SECOND, batch(7)));
    one.give(new Input.ReadAsked(1));
    one.hear(TWO, new HeartbeatAck(ballot, 99, Slot.NONE));
    assertThat(one.readable()).isEmpty();
    one.hear(TWO, new Accepted(ballot, FIRST));
    one.hear(TWO, new Accepted(ballot, SECOND));
    one.hear(TWO, new HeartbeatAck(ballot, 99, Slot.NONE));
    assertThat(one.readable()).containsExactly(SECOND);
  }

  @Test
  void a_leader_stamps_by_the_time_that_it_carried_on_from_the_last_one() {
    var clock = new ReplicatedClock();
    clock.heard(new Heartbeat(OF_TWO, Slot.NONE, 7000, 1), new Time(100, 50_000));
    clock.lead(new Ballot(2, TWO), List.of(), 0, 200, new Time(200, 50_100));
    assertThat(clock.stamp(new Time(300, 50_200))).isEqualTo(7200);
  }

  /// Once, a leader began its time before it had taken in the decision that came in the same step.
  @Test
  void what_a_leader_stamps_in_the_step_in_which_it_learns_the_last_is_no_earlier() {
    var stampMillis = 3_600_000;
    var learned = new Batch(stampMillis, List.of(Cluster.command(7)));
    one.lead(FIRST);
    submit(8);
    one.hear(TWO, new Decided(List.of(new Decision(FIRST, learned)), FIRST));
    var next = (Batch) one.said(Accept.class).getLast().pvalue().proposal();
    assertThat(next.stampMillis()).isGreaterThanOrEqualTo(stampMillis);
  }

  @Test
  void what_follows_on_what_was_adopted_is_stamped_no_earlier() {
    var stampMillis = 3_600_000;
    var adopted = new Batch(stampMillis, List.of(Cluster.command(7)));
    one.lead(Slot.NONE, new PValue(new Ballot(0, TWO), FIRST, adopted));
    submit(8);
    var next = (Batch) one.said(Accept.class).getLast().pvalue().proposal();
    assertThat(next.stampMillis()).isGreaterThanOrEqualTo(stampMillis);
  }

  @Test
  void what_a_new_leader_adopts_it_proposes_under_its_own_ballot() {
    var adopted = new PValue(new Ballot(0, TWO), FIRST, batch(7));
    var ballot = one.lead(Slot.NONE, adopted);
    assertThat(one.said(Accept.class).getFirst().pvalue())
        .isEqualTo(new PValue(ballot, FIRST, adopted.proposal()));
    submit(8);
    assertThat(one.said(Accept.class).getLast().pvalue())
        .satisfies(
            each -> {
              assertThat(each.slot()).isEqualTo(SECOND);
              assertThat(each.proposal()).isInstanceOf(Batch.class);
            });
  }
}

package dev.parterre.paxos.core;

import static dev.parterre.paxos.core.OneReplica.OF_TWO;
import static dev.parterre.paxos.core.OneReplica.ONE;
import static dev.parterre.paxos.core.OneReplica.THREE;
import static dev.parterre.paxos.core.OneReplica.TWO;
import static dev.parterre.paxos.core.OneReplica.batch;
import static dev.parterre.paxos.members.Memberships.LEAD_SLOTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.Canvass;
import dev.parterre.paxos.core.Message.ChangeRefused;
import dev.parterre.paxos.core.Message.Decided;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.Message.Learn;
import dev.parterre.paxos.core.Message.Missed;
import dev.parterre.paxos.core.Message.Prepare;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Message.TakeOver;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.core.Proposal.Reconfigure;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Change.Add;
import dev.parterre.paxos.members.Change.Objection;
import dev.parterre.paxos.members.Change.Remove;
import dev.parterre.paxos.members.Change.Replace;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// One replica while the members change around it.
class ReconfigurationTest {

  private static final NodeId FOUR = new NodeId(4);
  private static final Slot FIRST = new Slot(1);

  /// From this slot on, a change decided in the first slot is in effect.
  private static final Slot RULING = FIRST.plus(LEAD_SLOTS);

  private final OneReplica one = new OneReplica();

  private static Replace replace(NodeId gone) {
    return new Replace(gone, FOUR, Cluster.address(FOUR));
  }

  /// Slot 1 decides the change, the others are no-ops.
  private static Decided decided(Change change, Slot last) {
    var decisions = new ArrayList<Decision>();
    decisions.add(new Decision(FIRST, new Reconfigure(change)));
    for (var slot = FIRST.next(); !slot.isAfter(last); slot = slot.next()) {
      decisions.add(new Decision(slot, new NoOp()));
    }
    return new Decided(decisions, last);
  }

  /// Node 4 learns, and the leader is asked for the change.
  private void ask(Change change) {
    one.hear(FOUR, new HeartbeatAck(Ballot.NONE, 0, Slot.NONE));
    one.give(new Input.ChangeAsked(change));
  }

  private void accept(Ballot ballot, NodeId acceptor, Slot from, Slot last) {
    for (var slot = from; !slot.isAfter(last); slot = slot.next()) {
      one.hear(acceptor, new Accepted(ballot, slot));
    }
  }

  private Stream<Slot> proposed(Ballot ballot) {
    return one.said(Accept.class).stream()
        .map(Accept::pvalue)
        .filter(pvalue -> pvalue.ballot().equals(ballot))
        .map(PValue::slot)
        .distinct();
  }

  @Test
  void a_slot_is_decided_by_its_own_members_before_and_after_the_change_takes_effect() {
    var ballot = one.lead(Slot.NONE);
    ask(replace(THREE));
    accept(ballot, TWO, FIRST, FIRST);
    accept(ballot, FOUR, FIRST.next(), RULING);
    assertThat(one.replica().decided()).as("4 has no voice yet").isEqualTo(FIRST);
    accept(ballot, THREE, FIRST.next(), RULING.before());
    one.give(new Input.Submitted(Cluster.command(7)));
    accept(ballot, THREE, RULING, RULING);
    assertThat(one.replica().decided()).as("3 has none any more").isEqualTo(RULING.before());
    accept(ballot, FOUR, RULING, RULING);
    assertThat(one.replica().decided()).isEqualTo(RULING);
  }

  @Test
  void a_change_whose_members_did_not_elect_the_leader_needs_a_new_ballot() {
    var ballot = one.lead(Slot.NONE);
    ask(new Add(FOUR, Cluster.address(FOUR)));
    accept(ballot, TWO, FIRST, FIRST);
    assertThat(proposed(ballot)).as("two of four elect nobody").containsExactly(FIRST);
    assertThat(one.said(Prepare.class)).anyMatch(each -> each.ballot().isAbove(ballot));
  }

  @Test
  void what_is_adopted_waits_for_the_window_too() {
    var top = new Slot(9);
    var ballot = one.lead(Slot.NONE, new PValue(new Ballot(0, TWO), top, batch(7)));
    assertThat(proposed(ballot)).hasSize(4);
    accept(ballot, TWO, FIRST, FIRST);
    assertThat(proposed(ballot)).hasSize(5);
  }

  @Test
  void a_read_is_confirmed_by_the_members_of_the_next_slot() {
    var ballot = one.lead(Slot.NONE);
    ask(replace(THREE));
    one.give(new Input.ReadAsked(1));
    accept(ballot, TWO, FIRST, FIRST);
    one.hear(FOUR, new HeartbeatAck(ballot, 99, Slot.NONE));
    assertThat(one.readable()).as("4 has no voice yet").isEmpty();
    accept(ballot, TWO, FIRST.next(), RULING.before());
    var round = one.said(Heartbeat.class).stream().mapToLong(Heartbeat::round).max().orElseThrow();
    one.hear(THREE, new HeartbeatAck(ballot, round, Slot.NONE));
    assertThat(one.readable()).as("3 has none any more").isEmpty();
    one.hear(FOUR, new HeartbeatAck(ballot, round, Slot.NONE));
    assertThat(one.readable()).containsExactly(RULING.before());
  }

  @Test
  void a_new_member_has_the_time_to_answer_before_it_is_missed() {
    var ballot = one.lead(Slot.NONE);
    one.give(new Input.Tick());
    for (var waited = 0; waited < 3 * Cluster.SILENCE; waited += Cluster.HEARTBEAT) {
      one.hear(THREE, new HeartbeatAck(ballot, 1, Slot.NONE));
      one.pass(Cluster.HEARTBEAT);
    }
    ask(replace(THREE));
    accept(ballot, THREE, FIRST, FIRST);
    one.give(new Input.Tick());
    assertThat(one.replica().leader()).isEqualTo(ONE);
    one.pass(3L * Cluster.SILENCE);
    assertThat(one.replica().leader()).as("then it is").isNull();
  }

  @Test
  void a_change_waits_for_no_other() {
    one.lead(new Slot(2));
    one.hear(THREE, new HeartbeatAck(Ballot.NONE, 0, Slot.NONE));
    ask(new Remove(TWO));
    ask(new Remove(TWO));
    assertThat(one.said(ChangeRefused.class)).isEmpty();
    ask(new Remove(THREE));
    assertThat(one.said(ChangeRefused.class))
        .containsExactly(new ChangeRefused(new Remove(THREE), Objection.ANOTHER_UNDER_WAY));
  }

  /// With 3 away, 1 alone would be left, but two are needed to decide.
  @Test
  void a_change_that_leaves_too_few_reachable_members_is_refused() {
    one.lead(Slot.NONE);
    ask(new Remove(TWO));
    assertThat(one.said(ChangeRefused.class))
        .containsExactly(new ChangeRefused(new Remove(TWO), Objection.TOO_FEW_REACHABLE));
  }

  @Test
  void a_refused_change_is_not_proposed() {
    var ballot = one.lead(Slot.NONE);
    var unheard = new Add(new NodeId(5), "http://node-5");
    ask(unheard);
    assertThat(one.said(ChangeRefused.class))
        .containsExactly(new ChangeRefused(unheard, Objection.NOT_CAUGHT_UP));
    assertThat(proposed(ballot)).isEmpty();
  }

  @Test
  void a_node_that_is_far_behind_is_not_added() {
    var far = new OneReplica(new Slot(10_000));
    far.lead(Slot.NONE);
    far.hear(FOUR, new HeartbeatAck(Ballot.NONE, 0, new Slot(7000)));
    far.give(new Input.ChangeAsked(replace(THREE)));
    assertThat(far.said(ChangeRefused.class))
        .containsExactly(new ChangeRefused(replace(THREE), Objection.NOT_CAUGHT_UP));
    far.hear(FOUR, new HeartbeatAck(Ballot.NONE, 0, new Slot(9000)));
    far.give(new Input.ChangeAsked(replace(THREE)));
    assertThat(far.said(Accept.class)).hasSize(3);
  }

  @Test
  void a_node_that_is_no_longer_heard_is_not_added() {
    var ballot = one.lead(Slot.NONE);
    one.hear(FOUR, new HeartbeatAck(Ballot.NONE, 0, Slot.NONE));
    for (var waited = 0; waited < 3 * Cluster.SILENCE; waited += Cluster.HEARTBEAT) {
      one.hear(TWO, new HeartbeatAck(ballot, 1, Slot.NONE));
      one.pass(Cluster.HEARTBEAT);
    }
    one.give(new Input.ChangeAsked(replace(THREE)));
    assertThat(one.said(ChangeRefused.class))
        .containsExactly(new ChangeRefused(replace(THREE), Objection.NOT_CAUGHT_UP));
  }

  @Test
  void a_removed_leader_tells_its_last_decision_and_leads_no_more() {
    var first = one.lead(Slot.NONE);
    one.hear(THREE, new HeartbeatAck(Ballot.NONE, 0, Slot.NONE));
    ask(new Remove(ONE));
    accept(first, TWO, FIRST, FIRST);
    var ballot = one.said(Prepare.class).getLast().ballot();
    one.hear(TWO, new Promise(ballot, List.of(), Slot.NONE, 0, Ballot.NONE));
    one.hear(THREE, new Promise(ballot, List.of(), Slot.NONE, 0, Ballot.NONE));
    accept(ballot, TWO, FIRST.next(), RULING.before());
    assertThat(one.replica().leader()).isNull();
    assertThat(one.said(Heartbeat.class).getLast().decided()).isEqualTo(RULING.before());
    assertThat(one.said(TakeOver.class)).containsExactly(new TakeOver(ballot));
    one.give(new Input.Submitted(Cluster.command(7)));
    assertThat(proposed(ballot)).doesNotContain(RULING);
  }

  /// Of two members, the removed one may be the only one that knows it was removed, and may be
  /// switched off.
  @Test
  void the_last_member_needs_no_vote_of_the_one_that_left() {
    var cluster = new Cluster(2);
    var leader = cluster.elect();
    var left = cluster.others(leader).getFirst();
    cluster.lose(each -> each.from().equals(left) && each.message() instanceof Prepare);
    cluster.give(leader, new Input.ChangeAsked(new Remove(leader)));
    cluster.crash(leader);
    assertThat(cluster.elect()).isEqualTo(left);
    cluster.submit(left, 7);
    assertThat(cluster.commands(left)).containsExactly(7L);
  }

  @Test
  void a_candidate_that_is_removed_gives_up() {
    one.scout();
    one.hear(TWO, decided(new Remove(ONE), RULING.before()));
    var asked = one.said(Prepare.class).size();
    one.pass(5L * Cluster.SILENCE);
    assertThat(one.said(Prepare.class)).hasSize(asked);
  }

  @Test
  void a_node_that_is_not_a_member_neither_canvasses_nor_takes_over() {
    one.hear(TWO, decided(new Remove(ONE), RULING.before()));
    one.hear(TWO, new Heartbeat(OF_TWO, RULING.before(), 1, 1));
    one.hear(TWO, new TakeOver(OF_TWO));
    one.pass(10L * Cluster.SILENCE);
    assertThat(one.said(Canvass.class)).isEmpty();
    assertThat(one.said(Prepare.class)).isEmpty();
  }

  @Test
  void a_ballot_of_a_removed_node_is_not_promised_and_the_node_is_told() {
    one.hear(TWO, decided(new Remove(THREE), RULING.before()));
    var effects = one.hear(THREE, new Prepare(new Ballot(99, THREE), FIRST));
    assertThat(one.replica().promised()).isEqualTo(Ballot.NONE);
    assertThat(effects.now())
        .contains(new Envelope(ONE, THREE, new HeartbeatAck(Ballot.NONE, 0, RULING.before())));
    one.hear(THREE, new Canvass(1, RULING));
    assertThat(one.said(Missed.class)).isEmpty();
  }

  @Test
  void only_the_present_leader_can_ask_a_node_to_take_over() {
    one.hear(TWO, new Heartbeat(OF_TWO, Slot.NONE, 1, 1));
    one.hear(THREE, new TakeOver(OF_TWO));
    one.hear(TWO, new TakeOver(new Ballot(OF_TWO.round() - 1, TWO)));
    assertThat(one.said(Prepare.class)).isEmpty();
    one.hear(TWO, new TakeOver(OF_TWO));
    assertThat(one.said(Prepare.class)).isNotEmpty();
  }

  @Test
  void a_node_about_to_stop_hands_over_to_another_and_nobody_to_itself() {
    var ballot = one.lead(Slot.NONE);
    one.give(new Input.HandOver(Optional.of(ONE)));
    assertThat(one.said(TakeOver.class)).isEmpty();
    var effects = one.give(new Input.HandOver(Optional.empty()));
    assertThat(effects.now()).contains(new Envelope(ONE, TWO, new TakeOver(ballot)));
    assertThat(one.replica().leader()).as("until the other is elected").isEqualTo(ONE);
  }

  /// A change applied to an empty membership would leave it alone with the node that the change
  /// adds, and it would elect itself.
  @Test
  void a_node_that_knows_no_members_takes_no_decisions() {
    var add = new Add(FOUR, Cluster.address(FOUR));
    var guest = Cluster.stranger(FOUR, new Time(0, 0));
    var now = new Time(100, 100);
    guest.step(now, List.of(new Input.Received(TWO, decided(add, RULING.next()))));
    var accept = new Accept(new PValue(OF_TWO, FIRST, new Reconfigure(add)), FIRST);
    guest.step(now, List.of(new Input.Received(TWO, accept)));
    assertThat(guest.decided()).isEqualTo(Slot.NONE);
    assertThat(guest.isMember()).isFalse();
    var later = guest.step(new Time(2000, 2000), List.of(new Input.Tick()));
    assertThat(later.now()).anyMatch(each -> each.message().equals(new Learn(Slot.NONE)));
  }

  @Test
  void an_older_snapshot_takes_nothing_back() {
    one.hear(TWO, decided(new Remove(THREE), RULING));
    one.give(new Input.Installed(FIRST, Cluster.founders(3), 0));
    assertThat(one.replica().decided()).isEqualTo(RULING);
    assertThat(one.replica().memberships().latest().contains(THREE)).isFalse();
  }

  @Test
  void a_snapshot_ends_the_votes_in_it_and_no_others() {
    for (var slot = FIRST; slot.number() <= 9; slot = slot.next()) {
      one.hear(TWO, new Accept(new PValue(OF_TWO, slot, batch(7)), Slot.NONE));
    }
    one.give(new Input.Installed(new Slot(8), Cluster.founders(3), 0));
    one.hear(THREE, new Prepare(new Ballot(99, THREE), FIRST));
    var promise = one.said(Promise.class).getLast();
    assertThat(promise.decided()).isEqualTo(new Slot(8));
    assertThat(promise.accepted()).extracting(PValue::slot).containsExactly(new Slot(9));
  }

  @Test
  void a_leader_stamps_nothing_earlier_than_the_snapshot_that_it_took() {
    one.give(new Input.Installed(FIRST, Cluster.founders(3), 5_000_000));
    one.lead(FIRST);
    one.give(new Input.Submitted(Cluster.command(7)));
    var batch = (Proposal.Batch) one.said(Accept.class).getLast().pvalue().proposal();
    assertThat(batch.stampMillis()).isEqualTo(5_000_000);
  }

  @Test
  void a_leader_that_a_snapshot_overtakes_leads_no_more() {
    one.lead(Slot.NONE);
    one.give(new Input.Installed(new Slot(8), Cluster.founders(3), 0));
    assertThat(one.replica().leader()).isNull();
  }
}

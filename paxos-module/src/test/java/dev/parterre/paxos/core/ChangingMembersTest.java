package dev.parterre.paxos.core;

import static dev.parterre.paxos.core.OneReplica.THREE;
import static dev.parterre.paxos.core.OneReplica.TWO;
import static dev.parterre.paxos.members.Memberships.LEAD_SLOTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.Message.Learn;
import dev.parterre.paxos.core.Message.Preempted;
import dev.parterre.paxos.members.Change.Remove;
import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a leader still waits for when the nodes that were to answer are no longer members.
class ChangingMembersTest {

  private static final Slot FIRST = new Slot(1);
  private static final Slot SECOND = new Slot(2);

  private final OneReplica one = new OneReplica();

  /// Node 2 accepts everything proposed after this slot, until nothing new is proposed.
  private void acceptAfter(Slot last) {
    for (var done = 0; done < one.said(Accept.class).size(); done++) {
      var pvalue = one.said(Accept.class).get(done).pvalue();
      if (pvalue.slot().isAfter(last)) {
        one.hear(TWO, new Accepted(pvalue.ballot(), pvalue.slot()));
      }
    }
  }

  @Test
  void an_acceptance_that_arrives_after_a_change_of_the_members_has_no_effect() {
    var before = one.lead(Slot.NONE);
    one.give(new Input.Submitted(Cluster.command(1)));
    one.give(new Input.Submitted(Cluster.command(2)));
    one.hear(TWO, new Accepted(before, SECOND));
    one.hear(THREE, new Preempted(OneReplica.OF_THREE));
    var ballot = one.lead(Slot.NONE);
    one.hear(TWO, new Accepted(ballot, FIRST));
    assertThat(one.replica().decided()).isEqualTo(SECOND);

    one.give(new Input.ChangeAsked(new Remove(THREE)));
    acceptAfter(SECOND);
    one.hear(TWO, new Accepted(ballot, SECOND));
    one.pass(Cluster.RESEND);

    assertThat(one.replica().decided()).isGreaterThan(SECOND.plus(LEAD_SLOTS));
    assertThat(one.replica().memberships().rulings()).hasSize(1);
  }

  /// What an answer to a heartbeat tells may be lost in a power failure: then only those that left
  /// could say what was decided with them.
  @Test
  void a_change_is_settled_once_enough_of_the_members_have_what_it_takes_on_disk() {
    var ballot = one.lead(Slot.NONE);
    one.give(new Input.ChangeAsked(new Remove(THREE)));
    acceptAfter(Slot.NONE);
    one.pass(6 * Cluster.HEARTBEAT);
    var first = one.replica().memberships().latestFrom();
    assertThat(one.replica().memberships().areSettled()).isTrue();

    one.hear(TWO, new HeartbeatAck(ballot, 1, first));
    assertThat(one.replica().isSettled()).isFalse();
    one.hear(TWO, new HeartbeatAck(ballot, Replica.ANSWERLESS_ROUND, first.before().before()));
    assertThat(one.replica().isSettled()).isFalse();
    one.hear(TWO, new HeartbeatAck(ballot, Replica.ANSWERLESS_ROUND, first.before()));
    assertThat(one.replica().isSettled()).isTrue();
  }

  /// A force each time would slow down a slow disk.
  @Test
  void a_greeting_waits_for_the_disk_after_a_change_and_only_once() {
    one.pass(20 * Cluster.HEARTBEAT);
    assertThat(greetings(one.envelopes())).isGreaterThan(1);
    assertThat(greetings(one.afterForce())).isZero();
    one.lead(Slot.NONE);
    one.give(new Input.ChangeAsked(new Remove(THREE)));
    acceptAfter(Slot.NONE);
    one.pass(20 * Cluster.HEARTBEAT);
    assertThat(greetings(one.afterForce())).isEqualTo(1);
  }

  private static long greetings(Stream<Envelope> sent) {
    return sent.filter(each -> each.to().equals(TWO))
        .filter(each -> each.message() instanceof HeartbeatAck)
        .count();
  }

  @Test
  void a_node_that_is_not_a_member_asks_its_contacts_even_if_it_knows_old_members() {
    var bygone = Membership.of(Map.of(new NodeId(7), "http://node-7"));
    var four = new NodeId(4);
    var joiner =
        new Replica(
            Cluster.settings(four, 3),
            Ballot.NONE,
            List.of(),
            Slot.NONE,
            Memberships.foundedBy(bygone),
            1,
            new Time(0, 0));
    var asked = new HashSet<NodeId>();
    for (var now = 0; now < 10_000; now += 10) {
      joiner.step(new Time(now, 0), List.of(new Input.Tick())).now().stream()
          .filter(each -> each.message() instanceof Learn)
          .forEach(each -> asked.add(each.to()));
    }
    assertThat(asked).contains(TWO, THREE);
  }

  @Test
  void a_read_does_not_wait_for_a_member_that_was_removed() {
    one.lead(Slot.NONE);
    one.give(new Input.ChangeAsked(new Remove(THREE)));
    acceptAfter(Slot.NONE);
    one.give(new Input.ReadAsked(1));
    assertThat(one.readable()).isEmpty();

    one.give(new Input.ChangeAsked(new Remove(TWO)));
    acceptAfter(Slot.NONE);

    assertThat(one.readable()).hasSize(1);
  }
}

package dev.parterre.paxos.core;

import static dev.parterre.paxos.core.OneReplica.OF_THREE;
import static dev.parterre.paxos.core.OneReplica.OF_TWO;
import static dev.parterre.paxos.core.OneReplica.THREE;
import static dev.parterre.paxos.core.OneReplica.TWO;
import static dev.parterre.paxos.core.OneReplica.batch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Decided;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.Message.Learn;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnerTest {

  private static final Slot FIRST = new Slot(1);

  private final OneReplica one = new OneReplica();

  @Test
  void what_was_accepted_under_the_announcing_ballot_is_decided() {
    one.hear(TWO, new Accept(new PValue(OF_TWO, FIRST, batch(7)), Slot.NONE));
    one.hear(TWO, new Heartbeat(OF_TWO, FIRST, 1, 0));
    assertThat(one.decided()).containsExactly(new Decision(FIRST, batch(7)));
  }

  @Test
  void what_was_accepted_under_another_ballot_than_the_announcing_one_is_not_taken_for_decided() {
    one.hear(TWO, new Accept(new PValue(OF_TWO, FIRST, batch(7)), Slot.NONE));
    one.hear(THREE, new Heartbeat(OF_THREE, FIRST, 1, 0));
    assertThat(one.decided()).isEmpty();
    one.hear(THREE, new Accept(new PValue(OF_THREE, FIRST, batch(8)), FIRST));
    assertThat(one.decided()).containsExactly(new Decision(FIRST, batch(8)));
  }

  @Test
  void what_was_learned_is_written_where_it_is_not_what_was_accepted() {
    one.hear(TWO, new Accept(new PValue(OF_TWO, FIRST, batch(7)), Slot.NONE));
    var others = new Decision(FIRST, batch(8));
    var missed = new Decision(new Slot(2), batch(9));
    one.hear(THREE, new Decided(List.of(others, missed), missed.slot()));
    assertThat(one.written())
        .containsSubsequence(
            new LogRecord.Learned(others),
            new LogRecord.Learned(missed),
            new LogRecord.DecidedUpTo(missed.slot()));
  }

  /// Neither the leader nor the node that knows the most may be able to hear this node.
  @Test
  void a_node_that_did_not_teach_is_not_asked_again_before_all_others_were() {
    hearBoth();
    for (var asked = 0; asked < 3; asked++) {
      hearBoth();
      one.pass(Cluster.RESEND + 60);
    }
    assertThat(asked()).startsWith(TWO, THREE, TWO);
  }

  /// All members that it knows may be gone; it has not yet learned of the one that leads.
  @Test
  void a_leader_that_is_not_a_known_member_is_asked_again_too() {
    var unknown = new NodeId(9);
    var heartbeat = new Heartbeat(new Ballot(40, unknown), FIRST, 1, 0);
    for (var asked = 0; asked < 12; asked++) {
      one.hear(unknown, heartbeat);
      one.pass(Cluster.RESEND + 60);
    }
    assertThat(asked().stream().filter(unknown::equals)).hasSizeGreaterThan(4);
  }

  @Test
  void a_node_does_not_ask_itself() {
    one.lead(Slot.NONE);
    one.hear(THREE, new Heartbeat(new Ballot(1000, THREE), FIRST, 1, 0));
    one.pass(20L * Cluster.SILENCE);
    assertThat(asked()).isNotEmpty().doesNotContain(OneReplica.ONE);
  }

  /// The sender may be a member by a change that this node, cut off from all that it knows, has not
  /// heard of.
  @Test
  void a_peer_that_is_heard_and_knows_more_is_asked() {
    var unknown = new NodeId(9);
    one.pass(20L * Cluster.SILENCE);
    one.hear(unknown, new HeartbeatAck(Ballot.NONE, Replica.ANSWERLESS_ROUND, FIRST));
    one.pass(2L * Cluster.RESEND);
    assertThat(asked()).contains(unknown);
  }

  @Test
  void a_node_that_is_teaching_is_asked_again() {
    hearBoth();
    for (var millis = 0; millis < 3 * Cluster.RESEND; millis += 100) {
      hearBoth();
      one.give(new Input.Receiving(TWO));
      one.pass(100);
    }
    assertThat(asked()).startsWith(TWO, TWO, TWO);
  }

  /// The leader may not hear the request, however many other messages it sends.
  @Test
  void endless_large_messages_do_not_count_as_an_answer() {
    for (var millis = 0; millis < 40_000; millis += 100) {
      hearBoth();
      one.give(new Input.Receiving(TWO));
      one.pass(100);
    }
    assertThat(asked()).contains(THREE);
  }

  private void hearBoth() {
    one.hear(THREE, new HeartbeatAck(Ballot.NONE, Replica.ANSWERLESS_ROUND, FIRST));
    one.hear(TWO, new Heartbeat(OF_TWO, FIRST, 1, 0));
  }

  private List<NodeId> asked() {
    return one.envelopes()
        .filter(each -> each.message() instanceof Learn)
        .map(Envelope::to)
        .toList();
  }
}

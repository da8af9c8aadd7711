package dev.parterre.paxos.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.Preempted;
import dev.parterre.paxos.core.Message.Prepare;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptorTest {

  private static final NodeId SELF = new NodeId(1);
  private static final NodeId LEADER = new NodeId(2);
  private static final Ballot LOW = new Ballot(1, LEADER);
  private static final Ballot HIGH = new Ballot(2, LEADER);
  private static final Slot SLOT = new Slot(1);

  private final Acceptor acceptor = new Acceptor(Ballot.NONE, List.of());

  private final ReplicatedClock clock = new ReplicatedClock();

  private Effects prepare(Ballot ballot) {
    var turn = new Turn(SELF, new Time(0, 7));
    acceptor.prepare(turn, LEADER, new Prepare(ballot, SLOT), Slot.NONE, clock);
    return turn.effects();
  }

  private Effects accept(Ballot ballot, Slot slot, Slot decided) {
    var turn = new Turn(SELF, new Time(0, 0));
    var pvalue = new PValue(ballot, slot, new NoOp());
    acceptor.accept(turn, LEADER, new Accept(pvalue, Slot.NONE), decided);
    return turn.effects();
  }

  private static Envelope toLeader(Message message) {
    return new Envelope(SELF, LEADER, message);
  }

  @Test
  void a_promise_is_written_and_said_only_after_the_force() {
    var effects = prepare(HIGH);
    assertThat(effects.writes()).containsExactly(new LogRecord.Promised(HIGH));
    assertThat(effects.now()).isEmpty();
    assertThat(effects.afterForce())
        .containsExactly(toLeader(new Promise(HIGH, List.of(), Slot.NONE, 7, Ballot.NONE)));
  }

  @Test
  void a_promise_tells_all_that_was_accepted() {
    accept(LOW, SLOT, Slot.NONE);
    var promise = (Promise) prepare(HIGH).afterForce().getFirst().message();
    assertThat(promise.accepted()).containsExactly(new PValue(LOW, SLOT, new NoOp()));
  }

  @Test
  void a_lower_ballot_is_refused_and_nothing_written() {
    prepare(HIGH);
    assertThat(prepare(LOW).now()).containsExactly(toLeader(new Preempted(HIGH)));
    var effects = accept(LOW, SLOT, Slot.NONE);
    assertThat(effects.now()).containsExactly(toLeader(new Preempted(HIGH)));
    assertThat(effects.writes()).isEmpty();
    assertThat(effects.afterForce()).isEmpty();
  }

  @Test
  void to_accept_is_also_to_promise() {
    accept(HIGH, SLOT, Slot.NONE);
    assertThat(acceptor.promised()).isEqualTo(HIGH);
    assertThat(prepare(LOW).now()).containsExactly(toLeader(new Preempted(HIGH)));
  }

  @Test
  void an_acceptance_is_written_and_said_only_after_the_force() {
    var effects = accept(LOW, SLOT, Slot.NONE);
    assertThat(effects.writes())
        .containsExactly(new LogRecord.AcceptedValue(new PValue(LOW, SLOT, new NoOp())));
    assertThat(effects.now()).isEmpty();
    assertThat(effects.afterForce()).containsExactly(toLeader(new Accepted(LOW, SLOT)));
  }

  @Test
  void asked_twice_it_answers_twice_and_writes_once() {
    prepare(HIGH);
    accept(HIGH, SLOT, Slot.NONE);
    assertThat(prepare(HIGH).writes()).isEmpty();
    assertThat(prepare(HIGH).afterForce()).hasSize(1);
    assertThat(accept(HIGH, SLOT, Slot.NONE).writes()).isEmpty();
    assertThat(accept(HIGH, SLOT, Slot.NONE).afterForce()).hasSize(1);
  }

  @Test
  void a_decided_slot_is_accepted_again_without_a_second_copy() {
    var effects = accept(HIGH, SLOT, SLOT);
    assertThat(effects.writes()).containsExactly(new LogRecord.Promised(HIGH));
    assertThat(effects.afterForce()).containsExactly(toLeader(new Accepted(HIGH, SLOT)));
    assertThat(acceptor.acceptedIn(SLOT)).isNull();
  }

  @Test
  void a_restarted_acceptor_keeps_its_promise() {
    var restarted = new Acceptor(HIGH, List.of(new PValue(LOW, SLOT, new NoOp())));
    var turn = new Turn(SELF, new Time(0, 0));
    restarted.prepare(turn, LEADER, new Prepare(LOW, SLOT), Slot.NONE, clock);
    assertThat(turn.effects().now()).containsExactly(toLeader(new Preempted(HIGH)));
    assertThat(restarted.acceptedIn(SLOT)).isEqualTo(new PValue(LOW, SLOT, new NoOp()));
  }
}

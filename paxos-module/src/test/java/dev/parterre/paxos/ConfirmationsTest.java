package dev.parterre.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Input;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Change.Objection;
import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Node 4 is to be removed. Whether it ever was a member depends on what this node has learned.
class ConfirmationsTest {

  private static final Change REMOVAL = new Change.Remove(new NodeId(4));
  private static final Slot READ = new Slot(7);

  private final Callers<CounterMachine> callers =
      new Callers<>(
          new ReplicatedState<>(new CounterMachine(), NodeObserver.NONE), 100, 1 << 20, 5000);
  private final Operators operators = new Operators(100, 5000);
  private final CompletableFuture<MembershipReply> reply = new CompletableFuture<>();
  private Memberships members = memberships(3);
  private boolean settled = true;
  private final Confirmations<CounterMachine> confirmations =
      new Confirmations<>(
          callers,
          operators,
          change -> Optional.ofNullable(members.objection(READ, change)),
          () -> settled);

  private static Memberships memberships(int count) {
    var addresses = new TreeMap<NodeId, String>();
    for (var id = 1; id <= count; id++) {
      addresses.put(new NodeId(id), "http://node-" + id);
    }
    return Memberships.foundedBy(Membership.of(Map.copyOf(addresses)));
  }

  @BeforeEach
  void ask() {
    operators.asked(REMOVAL, reply, 0);
  }

  private void read() {
    callers.readable(1, READ);
    callers.endTurn(READ, 1, _ -> false, _ -> {});
    endTurn();
  }

  private void endTurn() {
    operators.endTurn(null, confirmations::isSettled, 1, _ -> {});
  }

  @Test
  void that_a_node_is_no_member_is_said_after_a_linearizable_read() {
    var input = confirmations.ended(REMOVAL, Objection.NOT_A_MEMBER, 0);
    assertThat(input).isEqualTo(new Input.ReadAsked(1));
    endTurn();
    assertThat(reply).as("the leader may be deposed, this node behind").isNotDone();
    read();
    assertThat(reply).isCompletedWithValue(new MembershipReply.Refused(Objection.NOT_A_MEMBER));
  }

  @Test
  void a_node_that_was_behind_learns_of_the_member_and_does_not_deny_it() {
    var _ = confirmations.ended(REMOVAL, Objection.NOT_A_MEMBER, 0);
    members = memberships(4);
    read();
    assertThat(reply).isNotDone();
  }

  @Test
  void a_read_that_fails_confirms_nothing() {
    var _ = confirmations.ended(REMOVAL, Objection.NOT_A_MEMBER, 0);
    callers.close();
    endTurn();
    assertThat(reply).isNotDone();
  }

  @Test
  void nobody_is_told_while_whoever_left_is_needed() {
    settled = false;
    var _ = confirmations.ended(REMOVAL, Objection.NOT_A_MEMBER, 0);
    read();
    assertThat(reply).isNotDone();
    settled = true;
    endTurn();
    assertThat(reply).isDone();
  }

  @Test
  void a_decision_needs_no_read() {
    assertThat(confirmations.ended(REMOVAL, null, 0)).isNull();
    endTurn();
    assertThat(reply).isCompletedWithValue(new MembershipReply.Changed());
  }

  @Test
  void a_refusal_that_no_success_causes_is_told_at_once() {
    assertThat(confirmations.ended(REMOVAL, Objection.LAST_MEMBER, 0)).isNull();
    assertThat(reply).isCompletedWithValue(new MembershipReply.Refused(Objection.LAST_MEMBER));
  }

  @Test
  void nothing_is_read_for_a_change_that_nobody_waits_for() {
    var other = new Change.Remove(new NodeId(9));
    assertThat(confirmations.ended(other, Objection.NOT_A_MEMBER, 0)).isNull();
  }
}

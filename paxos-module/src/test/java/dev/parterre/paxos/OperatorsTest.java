package dev.parterre.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Change.Objection;
import dev.parterre.paxos.members.NodeId;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperatorsTest {

  private static final int DEADLINE_MILLIS = 5000;
  private static final Change REMOVAL = new Change.Remove(new NodeId(3));

  private final Operators operators = new Operators(100, DEADLINE_MILLIS);
  private final CompletableFuture<MembershipReply> reply = new CompletableFuture<>();

  private void turn(boolean settled, long nowMillis) {
    operators.endTurn(null, _ -> settled, nowMillis, _ -> {});
  }

  @Test
  void a_change_is_confirmed_once_nobody_who_left_is_needed() {
    operators.asked(REMOVAL, reply, 0);
    operators.ended(REMOVAL, null);
    turn(false, 1);
    assertThat(reply).isNotDone();
    turn(true, 2);
    assertThat(reply).isCompletedWithValue(new MembershipReply.Changed());
  }

  @Test
  void nothing_is_confirmed_before_it_is_decided() {
    operators.asked(REMOVAL, reply, 0);
    turn(true, 1);
    assertThat(reply).isNotDone();
  }

  @ParameterizedTest
  @EnumSource(
      value = Objection.class,
      names = {"NOT_A_MEMBER", "ID_USED"})
  void that_it_was_made_before_is_not_said_earlier_either(Objection objection) {
    operators.asked(REMOVAL, reply, 0);
    operators.ended(REMOVAL, objection);
    turn(false, DEADLINE_MILLIS - 1);
    assertThat(reply).isNotDone();
    turn(true, DEADLINE_MILLIS - 1);
    assertThat(reply).isCompletedWithValue(new MembershipReply.Refused(objection));
  }

  @Test
  void whoever_may_still_be_needed_at_the_deadline_is_not_given_up() {
    operators.asked(REMOVAL, reply, 0);
    operators.ended(REMOVAL, Objection.NOT_A_MEMBER);
    turn(false, DEADLINE_MILLIS);
    assertThat(reply).isCompletedWithValue(new MembershipReply.OutcomeUnknown());
  }

  @ParameterizedTest
  @EnumSource(
      value = Objection.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NOT_A_MEMBER", "ID_USED"})
  void every_other_refusal_is_told_at_once(Objection objection) {
    operators.asked(REMOVAL, reply, 0);
    operators.ended(REMOVAL, objection);
    assertThat(reply).isCompletedWithValue(new MembershipReply.Refused(objection));
  }

  /// Two ask for the same change at one node: the leader makes it for one, and refuses the other.
  @Test
  void a_change_that_was_decided_is_not_refused_to_whoever_was_told() {
    operators.asked(REMOVAL, reply, 0);
    operators.ended(REMOVAL, null);
    operators.ended(REMOVAL, Objection.ANOTHER_UNDER_WAY);
    operators.ended(REMOVAL, Objection.NOT_A_MEMBER);
    turn(true, 1);
    assertThat(reply).isCompletedWithValue(new MembershipReply.Changed());
  }
}

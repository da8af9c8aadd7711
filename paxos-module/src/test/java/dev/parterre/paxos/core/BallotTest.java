package dev.parterre.paxos.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.List;
import org.junit.jupiter.api.Test;

class BallotTest {

  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);
  private static final Slot SLOT = new Slot(1);

  @Test
  void the_round_is_compared_first_and_the_node_where_rounds_are_equal() {
    assertThat(new Ballot(2, ONE).isAbove(new Ballot(1, TWO))).isTrue();
    assertThat(new Ballot(1, TWO).isAbove(new Ballot(1, ONE))).isTrue();
    assertThat(new Ballot(1, ONE).isAbove(new Ballot(1, TWO))).isFalse();
    assertThat(new Ballot(1, ONE).isAbove(new Ballot(1, ONE))).isFalse();
  }

  @Test
  void the_next_ballot_is_above_whoever_leads_it() {
    assertThat(new Ballot(1, TWO).nextFor(ONE)).isEqualTo(new Ballot(2, ONE));
  }

  @Test
  void a_scout_adopts_the_value_of_the_highest_ballot_in_whatever_order_it_is_told() {
    var low = new PValue(new Ballot(1, ONE), SLOT, OneReplica.batch(7));
    var high = new PValue(new Ballot(2, TWO), SLOT, OneReplica.batch(8));
    assertThat(adopted(low, high)).isEqualTo(high);
    assertThat(adopted(high, low)).isEqualTo(high);
  }

  private static PValue adopted(PValue toldByOne, PValue toldByTwo) {
    var scout = new Scout(new Ballot(3, ONE), 0);
    scout.count(ONE, new Promise(scout.ballot(), List.of(toldByOne), Slot.NONE, 0, Ballot.NONE));
    scout.count(TWO, new Promise(scout.ballot(), List.of(toldByTwo), Slot.NONE, 0, Ballot.NONE));
    return scout.adopted().firstEntry().getValue();
  }

  @Test
  void a_scout_counts_promises_for_exactly_its_ballot() {
    var scout = new Scout(new Ballot(3, ONE), 0);
    scout.count(ONE, new Promise(new Ballot(2, ONE), List.of(), Slot.NONE, 0, Ballot.NONE));
    scout.count(TWO, new Promise(new Ballot(4, TWO), List.of(), Slot.NONE, 0, Ballot.NONE));
    assertThat(scout.promises()).isEmpty();
  }

  @Test
  void only_the_watermark_need_not_be_forced() {
    var pvalue = new PValue(new Ballot(1, ONE), SLOT, new NoOp());
    assertThat(new Promised(pvalue.ballot()).binds()).isTrue();
    assertThat(new AcceptedValue(pvalue).binds()).isTrue();
    assertThat(new Learned(new Decision(SLOT, new NoOp())).binds()).isTrue();
    assertThat(new DecidedUpTo(SLOT).binds()).isFalse();
  }
}

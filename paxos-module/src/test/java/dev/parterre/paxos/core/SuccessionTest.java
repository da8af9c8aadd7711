package dev.parterre.paxos.core;

import static dev.parterre.paxos.core.OneReplica.OF_THREE;
import static dev.parterre.paxos.core.OneReplica.OF_TWO;
import static dev.parterre.paxos.core.OneReplica.THREE;
import static dev.parterre.paxos.core.OneReplica.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Message.Canvass;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.Missed;
import dev.parterre.paxos.core.Message.Preempted;
import dev.parterre.paxos.core.Message.Prepare;
import org.junit.jupiter.api.Test;

class SuccessionTest {

  private final OneReplica one = new OneReplica();

  @Test
  void who_hears_the_leader_does_not_say_that_it_is_missed() {
    one.hear(TWO, new Heartbeat(OF_TWO, Slot.NONE, 1, 0));
    one.hear(THREE, new Canvass(1, Slot.NONE));
    assertThat(one.said(Missed.class)).isEmpty();
    one.pass(Cluster.SILENCE);
    one.hear(THREE, new Canvass(2, Slot.NONE));
    assertThat(one.said(Missed.class)).containsExactly(new Missed(2));
  }

  @Test
  void who_is_more_than_a_window_behind_is_not_called() {
    var ahead = new OneReplica(new Slot(20));
    ahead.hear(THREE, new Canvass(1, new Slot(3)));
    assertThat(ahead.said(Missed.class)).isEmpty();
    ahead.hear(THREE, new Canvass(2, new Slot(19)));
    assertThat(ahead.said(Missed.class)).containsExactly(new Missed(2));
  }

  @Test
  void a_candidate_has_time_to_use_the_promise_that_it_was_given() {
    one.hear(THREE, new Prepare(OF_THREE, new Slot(1)));
    one.hear(TWO, new Canvass(1, Slot.NONE));
    assertThat(one.said(Missed.class)).isEmpty();
  }

  @Test
  void an_answer_to_an_earlier_canvass_calls_nobody() {
    one.pass(5L * Cluster.HEARTBEAT);
    var rounds = one.said(Canvass.class).stream().map(Canvass::round).distinct().toList();
    assertThat(rounds).hasSizeGreaterThan(1);
    one.hear(TWO, new Missed(rounds.getFirst()));
    assertThat(one.said(Prepare.class)).isEmpty();
    one.hear(TWO, new Missed(rounds.getLast()));
    assertThat(one.said(Prepare.class)).isNotEmpty();
  }

  @Test
  void a_node_that_nobody_answers_does_not_stand() {
    one.pass(10L * Cluster.SILENCE);
    assertThat(one.said(Canvass.class)).isNotEmpty();
    assertThat(one.said(Prepare.class)).isEmpty();
  }

  @Test
  void a_leader_below_the_promise_is_refused_and_not_followed() {
    one.hear(THREE, new Prepare(OF_THREE, new Slot(1)));
    one.hear(TWO, new Heartbeat(OF_TWO, Slot.NONE, 1, 1));
    assertThat(one.said(Preempted.class)).containsExactly(new Preempted(OF_THREE));
    assertThat(one.replica().leader()).isNull();
  }
}

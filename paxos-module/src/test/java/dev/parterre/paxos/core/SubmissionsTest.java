package dev.parterre.paxos.core;

import static dev.parterre.paxos.core.OneReplica.OF_TWO;
import static dev.parterre.paxos.core.OneReplica.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.members.Slot;
import org.junit.jupiter.api.Test;

/// When a follower forwards its callers' commands again.
class SubmissionsTest {

  private final OneReplica one = new OneReplica();

  private void leaderLives() {
    one.hear(TWO, new Heartbeat(OF_TWO, Slot.NONE, 1, 0));
  }

  private void submit(int bytes) {
    leaderLives();
    one.give(new Input.Submitted(new Command(new CommandId(7, 0), 1, new byte[bytes])));
  }

  private int timesWithin(long millis) {
    for (var passed = 0; passed < millis; passed += 100) {
      one.pass(100);
      leaderLives();
    }
    return one.said(Forward.class).size();
  }

  @Test
  void a_command_that_is_not_decided_is_passed_on_again() {
    submit(1);
    assertThat(timesWithin(2L * Cluster.RESEND + 100)).isEqualTo(2);
  }

  @Test
  void a_large_command_has_as_much_time_as_it_needs() {
    submit(3_000_000);
    assertThat(timesWithin(6000)).isEqualTo(1);
    assertThat(timesWithin(1000)).isEqualTo(2);
  }

  /// Sent at once, it would be lost with the connection.
  @Test
  void what_was_on_its_way_when_the_connection_broke_is_passed_on_when_the_leader_is_heard() {
    submit(3_000_000);
    one.give(new Input.Unreachable(TWO));
    one.pass(10);
    assertThat(one.said(Forward.class)).hasSize(1);
    leaderLives();
    assertThat(one.said(Forward.class)).hasSize(2);
  }
}

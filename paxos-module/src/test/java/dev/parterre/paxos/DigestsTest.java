package dev.parterre.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import org.junit.jupiter.api.Test;

class DigestsTest {

  private static final NodeId TWO = new NodeId(2);

  private final Digests digests = new Digests();

  /// Whoever was started meanwhile has heard nothing yet.
  @Test
  void a_state_at_rest_is_told_and_told_again_after_a_while() {
    digests.applied(new Slot(5), 7);
    assertThat(digests.toTell()).as("it may be on its way").isNull();
    for (var time = 1; time <= 3; time++) {
      assertThat(digests.toTell()).isEqualTo(new Slot(5));
      for (var silent = 1; silent <= 3; silent++) {
        assertThat(digests.toTell()).isNull();
      }
    }
    digests.applied(new Slot(6), 8);
    assertThat(digests.toTell()).isNull();
    assertThat(digests.toTell()).isEqualTo(new Slot(6));
  }

  @Test
  void how_far_a_peer_is_is_the_furthest_that_it_said() {
    assertThat(digests.appliedBy(TWO)).isEqualTo(Slot.NONE);
    digests.heard(TWO, new Slot(5), 7);
    digests.heard(TWO, new Slot(3), 7);
    assertThat(digests.appliedBy(TWO)).isEqualTo(new Slot(5));
  }
}

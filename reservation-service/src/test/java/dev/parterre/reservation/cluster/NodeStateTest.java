package dev.parterre.reservation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.Status;
import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeStateTest {

  private static final Optional<ExitCode> GOES_ON = Optional.empty();

  @Test
  void a_member_that_keeps_up_runs() {
    assertThat(NodeState.of(status(100, 100, null, true), GOES_ON)).isEqualTo(NodeState.RUNNING);
    assertThat(NodeState.of(status(100, 116, null, true), GOES_ON)).isEqualTo(NodeState.RUNNING);
  }

  @Test
  void one_that_is_far_behind_another_catches_up() {
    var state = NodeState.of(status(100, 1000, null, true), GOES_ON);

    assertThat(state.text()).isEqualTo("catching-up");
  }

  @Test
  void of_several_states_the_worst_is_named() {
    var guest = status(100, 1000, null, false);
    var held = status(100, 1000, new Slot(100), false);

    assertThat(NodeState.of(guest, GOES_ON)).isEqualTo(NodeState.GUEST);
    assertThat(NodeState.of(held, GOES_ON)).isEqualTo(NodeState.HELD);
    assertThat(NodeState.of(held, Optional.of(ExitCode.REFUSED))).isEqualTo(NodeState.REFUSED);
    assertThat(NodeState.of(held, Optional.of(ExitCode.FAILED))).isEqualTo(NodeState.FAILED);
  }

  @Test
  void a_failure_is_no_refusal() {
    assertThat(ExitCode.of(new IOException("no space left on the device")))
        .isEqualTo(ExitCode.FAILED);
    assertThat(ExitCode.of(new StackOverflowError())).isEqualTo(ExitCode.FAILED);
  }

  private static Status status(long applied, long ofAnother, @Nullable Slot held, boolean voting) {
    var members =
        List.of(
            new Status.Member(new NodeId(1), "", true, new Slot(applied)),
            new Status.Member(new NodeId(2), "", true, new Slot(ofAnother)));
    return new Status(
        new NodeId(1),
        new NodeId(2),
        Ballot.NONE,
        new Slot(applied),
        new Slot(applied),
        0,
        0,
        0,
        Rules.FIRST,
        1,
        0,
        held,
        Slot.NONE,
        voting,
        members);
  }
}

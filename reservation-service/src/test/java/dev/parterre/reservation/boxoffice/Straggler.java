package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.StateMachine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A replica that falls behind another again and again. To catch up, it restores a state that the
/// other had some time ago and applies what has happened since. Then the two states must be equal,
/// byte by byte.
final class Straggler {

  private static final int STEPS_MEAN = 25;

  private final Random random;
  private final Machine leader;
  private final List<Step> missed = new ArrayList<>();
  private Machine machine = new Machine();
  private @Nullable Behind behind;
  private int restores;

  private record Step(long millis, BookingCommand command, Outcome outcome) {}

  /// The leader's state when this replica fell behind. The capture is written only when it is
  /// needed.
  private record Behind(
      StateMachine.Capture capture, byte[] written, long index, long nowMillis, long digest) {}

  Straggler(Random random, Machine leader) {
    this.random = random;
    this.leader = leader;
    fallBehind();
  }

  /// Called with each command that the leader has applied, and its outcome.
  void follow(long millis, BookingCommand command, Outcome outcome) throws IOException {
    var step = new Step(millis, command, outcome);
    if (behind == null) {
      take(step);
    } else {
      missed.add(step);
    }
    if (random.nextInt(STEPS_MEAN) == 0) {
      if (behind == null) {
        fallBehind();
      } else {
        catchUp(behind);
      }
    }
  }

  int restores() {
    return restores;
  }

  private void fallBehind() {
    behind =
        new Behind(
            leader.office.capture(),
            leader.state(),
            leader.index,
            leader.nowMillis,
            leader.office.digest());
  }

  private void catchUp(Behind then) throws IOException {
    byte[] late = Machine.written(then.capture());
    assertThat(late).isEqualTo(then.written());
    machine = random.nextBoolean() ? new Machine() : machine;
    machine.restore(late, then.index());
    machine.nowMillis = then.nowMillis();
    assertThat(machine.office.digest()).isEqualTo(then.digest());
    missed.forEach(this::take);
    missed.clear();
    behind = null;
    restores++;
    assertThat(machine.index).isEqualTo(leader.index);
    assertThat(machine.state()).isEqualTo(leader.state());
  }

  private void take(Step step) {
    machine.pass(step.millis());
    var outcome = machine.tell(step.command());
    assertThat(outcome).usingRecursiveComparison().isEqualTo(step.outcome());
    assertThat(machine.office.digest()).isEqualTo(machine.ledger().digestFromScratch());
  }
}

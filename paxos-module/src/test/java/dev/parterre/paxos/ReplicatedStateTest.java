package dev.parterre.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.ReplicatedState.Remembered;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.core.Slot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicatedStateTest {

  private static final NodeConfiguration.Limits LIMITS =
      new NodeConfiguration.Limits(8, 10, 1000, 1000, 10, 3, 1000, 0, 100, 100, 0);

  private final ReplicatedState<CounterMachine> state =
      new ReplicatedState<>(new CounterMachine(), LIMITS);
  private final List<Remembered> told = new ArrayList<>();

  private int apply(Proposal proposal) {
    return state.apply(
        new Decision(new Slot(1), proposal), (_, remembered) -> told.add(remembered));
  }

  private static Command command(long id, long fingerprint) {
    var text = "command " + id;
    return new Command(new CommandId(id, 0), fingerprint, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void each_command_has_its_own_index() {
    var applied = apply(new Batch(10, List.of(command(1, 0), command(2, 0))));
    assertThat(applied).isEqualTo(2);
    assertThat(told).extracting(Remembered::index).containsExactly(1L, 2L);
  }

  @Test
  void a_command_decided_twice_is_applied_once() {
    apply(new Batch(10, List.of(command(1, 0), command(1, 0))));
    apply(new Batch(20, List.of(command(2, 0), command(1, 0))));
    assertThat(state.machine().applied()).containsExactly("command 1", "command 2");
    assertThat(told).extracting(Remembered::index).containsExactly(1L, 1L, 2L, 1L);
  }

  @Test
  void a_no_op_takes_no_index() {
    apply(new NoOp());
    assertThat(state.index()).isZero();
  }

  @Test
  void a_batch_in_which_nothing_is_new_is_a_tick() {
    apply(new Batch(10, List.of(command(1, 0))));
    apply(new Batch(20, List.of()));
    apply(new Batch(30, List.of(command(1, 0))));
    assertThat(state.index()).isEqualTo(3);
    assertThat(state.machine().timeMillis()).isEqualTo(30);
  }

  @Test
  void the_replicated_time_never_runs_backwards() {
    apply(new Batch(50, List.of(command(1, 0))));
    apply(new Batch(40, List.of(command(2, 0))));
    assertThat(state.machine().timeMillis()).isEqualTo(50);
  }

  @Test
  void outcomes_are_bounded_in_number_and_the_oldest_goes_first() {
    apply(new Batch(1, List.of(command(1, 0), command(2, 0), command(3, 0), command(4, 0))));
    assertThat(state.remembered(new CommandId(1, 0))).isNull();
    assertThat(state.remembered(new CommandId(2, 0))).isNotNull();
  }

  @Test
  void outcomes_are_forgotten_after_their_time() {
    apply(new Batch(1, List.of(command(1, 0))));
    apply(new Batch(1002, List.of(command(2, 0))));
    assertThat(state.remembered(new CommandId(1, 0))).isNull();
  }

  @Test
  void the_digest_differs_when_only_an_outcome_or_the_time_does() {
    var other = new ReplicatedState<>(new CounterMachine(), LIMITS);
    apply(new Batch(1, List.of(command(1, 5))));
    other.apply(new Decision(new Slot(1), new Batch(1, List.of(command(1, 6)))), (_, _) -> {});
    assertThat(other.digest()).isNotEqualTo(state.digest());
    var later = new ReplicatedState<>(new CounterMachine(), LIMITS);
    later.apply(new Decision(new Slot(1), new Batch(2, List.of(command(1, 5)))), (_, _) -> {});
    assertThat(later.digest()).isNotEqualTo(state.digest());
  }
}

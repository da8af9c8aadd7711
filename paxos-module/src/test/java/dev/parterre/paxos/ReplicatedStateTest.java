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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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
  void a_batch_in_which_nothing_is_new_counts_only_if_a_deadline_takes_effect() {
    var alarm = "alarm 15".getBytes(StandardCharsets.UTF_8);
    apply(new Batch(10, List.of(new Command(new CommandId(1, 0), 0, alarm))));
    var before = state.digest();
    apply(new Batch(20, List.of()));
    apply(new Batch(24, List.of(command(1, 0))));
    assertThat(state.index()).isEqualTo(1);
    assertThat(state.digest()).isEqualTo(before);
    assertThat(state.machine().timeMillis()).isEqualTo(10);
    assertThat(state.stampMillis()).isEqualTo(24);
    apply(new Batch(25, List.of()));
    assertThat(state.index()).isEqualTo(2);
    assertThat(state.machine().timeMillis()).isEqualTo(25);
  }

  @Test
  void a_stamp_that_changed_nothing_is_kept_in_snapshots() throws IOException {
    apply(new Batch(10, List.of(command(1, 0))));
    apply(new Batch(20, List.of()));
    var out = new ByteArrayOutputStream();
    state.capture().writeTo(out);
    var other = new ReplicatedState<>(new CounterMachine(), LIMITS);
    other.restore(new ByteArrayInputStream(out.toByteArray()));
    assertThat(other.stampMillis()).isEqualTo(20);
    assertThat(other.digest()).isEqualTo(state.digest());
    other.apply(new Decision(new Slot(9), new Batch(15, List.of(command(2, 0)))), (_, _) -> {});
    assertThat(other.machine().timeMillis()).isEqualTo(20);
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

  /// Ratis PR 915: a retry came when its first try was forgotten, and was done again.
  @Test
  void a_retry_that_outlived_what_is_remembered_is_not_applied_again() {
    apply(new Batch(10, List.of(command(1, 0).bornAt(0))));
    for (var id = 2; id <= 5; id++) {
      apply(new Batch(10, List.of(command(id, 0).bornAt(id - 1))));
    }
    assertThat(state.remembered(new CommandId(1, 0))).isNull();
    apply(new Batch(20, List.of(command(1, 0).bornAt(0), command(6, 0).bornAt(5))));
    assertThat(told.get(5)).as("too old for that to be known").isNull();
    assertThat(state.machine().applied()).containsOnlyOnce("command 1").endsWith("command 6");
  }

  /// CASSANDRA-12126: a comparison that failed took no place in the order, so that those who asked
  /// could be told different things. Here a refusal is an outcome like any other: it has its index,
  /// and stays what it was although the state would now permit what was asked.
  @Test
  void a_refusal_takes_an_index_and_is_remembered_like_any_outcome() {
    var seat = new ReplicatedState<>(new OneSeat(), LIMITS);
    var outcomes = new ArrayList<Remembered>();
    for (var command : List.of(ask(1, "buy"), ask(2, "buy"), ask(3, "free"), ask(2, "buy"))) {
      var decision = new Decision(new Slot(1), new Batch(10, List.of(command)));
      seat.apply(decision, (_, remembered) -> outcomes.add(remembered));
    }
    assertThat(outcomes).extracting(Remembered::index).containsExactly(1L, 2L, 3L, 2L);
    assertThat(outcomes)
        .extracting(each -> new String(each.outcome(), StandardCharsets.UTF_8))
        .containsExactly("done", "refused", "done", "refused");
  }

  private static Command ask(long id, String what) {
    return new Command(new CommandId(id, 0), 0, what.getBytes(StandardCharsets.UTF_8));
  }

  /// Is bought if it is free.
  private static final class OneSeat implements StateMachine {
    private boolean sold;

    @Override
    public byte[] apply(long index, byte[] command) {
      var buys = new String(command, StandardCharsets.UTF_8).equals("buy");
      var outcome = buys && sold ? "refused" : "done";
      sold = buys;
      return outcome.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void advance(long index, long timeMillis) {}

    @Override
    public OptionalLong nextDueMillis() {
      return OptionalLong.empty();
    }

    @Override
    public long digest() {
      return sold ? 1 : 0;
    }

    @Override
    public Capture capture() {
      var soldNow = sold;
      return out -> out.write(soldNow ? 1 : 0);
    }

    @Override
    public void restore(InputStream in) throws IOException {
      sold = in.read() == 1;
    }
  }
}

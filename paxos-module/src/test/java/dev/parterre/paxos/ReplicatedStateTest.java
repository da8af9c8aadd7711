package dev.parterre.paxos;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.ReplicatedState.Remembered;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.core.Proposal.Administer;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.members.Slot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReplicatedStateTest {

  private static final Rules RULES = new Rules(3, 1000, 1000);

  private final ReplicatedState<CounterMachine> state = founded(new CounterMachine());
  private final List<Remembered> told = new ArrayList<>();

  private static <S extends StateMachine> ReplicatedState<S> founded(S machine) {
    var state = new ReplicatedState<>(machine, NodeObserver.NONE);
    var founding = new Administer(new Directive.FoundRules(RULES, FormatLevel.NEWEST));
    state.apply(new Decision(new Slot(1), founding), (_, _) -> {});
    return state;
  }

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
    var other = new ReplicatedState<>(new CounterMachine(), NodeObserver.NONE);
    other
        .prepare(new ByteArrayInputStream(out.toByteArray()), ReplicatedState.LEVEL_SINCE)
        .takePlace();
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
    var other = founded(new CounterMachine());
    apply(new Batch(1, List.of(command(1, 5))));
    other.apply(new Decision(new Slot(1), new Batch(1, List.of(command(1, 6)))), (_, _) -> {});
    assertThat(other.digest()).isNotEqualTo(state.digest());
    var later = founded(new CounterMachine());
    later.apply(new Decision(new Slot(1), new Batch(2, List.of(command(1, 5)))), (_, _) -> {});
    assertThat(later.digest()).isNotEqualTo(state.digest());
  }

  private void direct(Directive directive) {
    apply(new Administer(directive));
  }

  @Test
  void a_directive_takes_an_index_if_it_changes_something_and_none_if_not() {
    assertThat(state.index()).as("founded before anything was applied").isZero();
    apply(new Batch(10, List.of(command(1, 0))));
    direct(new Directive.FoundRules(new Rules(7, 7, 7), FormatLevel.NEWEST));
    assertThat(state.rules()).as("the first decided one counts").isEqualTo(RULES);
    assertThat(state.index()).isEqualTo(1);
    var digest = state.digest();
    direct(new Directive.SetRules(new Rules(2, 1000, 1000)));
    assertThat(state.index()).isEqualTo(2);
    assertThat(state.digest()).isNotEqualTo(digest);
    direct(new Directive.SetRules(new Rules(2, 1000, 1000)));
    direct(new Directive.AdvanceTime(5));
    direct(new Directive.PassOver(new Slot(1)));
    assertThat(state.index()).isEqualTo(2);
    direct(new Directive.AdvanceTime(5_000));
    assertThat(state.index()).isEqualTo(3);
    assertThat(state.machine().timeMillis()).isEqualTo(5_000);
  }

  @Test
  void rules_that_are_founded_late_take_an_index() {
    var late = new ReplicatedState<>(new CounterMachine(), NodeObserver.NONE);
    var batch = new Batch(10, List.of(command(1, 0)));
    late.apply(new Decision(new Slot(1), batch), (_, _) -> {});
    var founding = new Administer(new Directive.FoundRules(Rules.FIRST, FormatLevel.FIRST));
    late.apply(new Decision(new Slot(2), founding), (_, _) -> {});
    assertThat(late.index()).isEqualTo(2);
  }

  @Test
  void fewer_outcomes_are_remembered_at_once_when_the_rules_say_so() {
    apply(new Batch(1, List.of(command(1, 0), command(2, 0), command(3, 0))));
    direct(new Directive.SetRules(new Rules(1, 1000, 1000)));
    assertThat(state.outcomeCount()).isEqualTo(1);
    assertThat(state.remembered(new CommandId(3, 0))).isNotNull();
  }

  @Test
  void a_state_is_restored_with_its_rules_and_what_failed() throws IOException {
    apply(new Batch(10, List.of(text(1, "fail"), command(2, 0))));
    direct(new Directive.SetRules(new Rules(2, 500, 70)));
    var bytes = new ByteArrayOutputStream();
    state.capture().writeTo(bytes);
    var other = new ReplicatedState<>(new CounterMachine(), NodeObserver.NONE);
    var in = new ByteArrayInputStream(bytes.toByteArray());
    var successor = other.prepare(in, ReplicatedState.LEVEL_SINCE);
    assertThat(other.index()).as("nothing has changed yet").isZero();
    successor.takePlace();
    assertThat(other.digest()).isEqualTo(state.digest());
    assertThat(other.rules()).isEqualTo(new Rules(2, 500, 70));
    assertThat(requireNonNull(other.remembered(new CommandId(1, 0))).outcome()).isNull();
  }

  /// As formats 1 and 2 wrote it: index, time, the last index forgotten, outcomes, the machine's
  /// state.
  @Test
  void a_state_of_an_earlier_format_has_the_first_rules_and_is_still_to_be_founded()
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    for (var number : new long[] {7, 1_000, 3}) {
      out.writeLong(number);
    }
    out.writeInt(1);
    for (var number : new long[] {1, 0, 55, 6, 900}) {
      out.writeLong(number);
    }
    out.writeInt(2);
    out.write(new byte[] {4, 5});
    new CounterMachine().capture().writeTo(out);
    state.prepare(new ByteArrayInputStream(bytes.toByteArray()), 2).takePlace();
    assertThat(state.index()).isEqualTo(7);
    assertThat(state.rules()).isEqualTo(Rules.FIRST);
    assertThat(state.isFounded()).isFalse();
    assertThat(requireNonNull(state.remembered(new CommandId(1, 0))).outcome())
        .containsExactly(4, 5);
  }

  @Test
  void a_command_on_which_the_machine_throws_fails_under_its_own_index() {
    apply(new Batch(10, List.of(command(1, 0), text(2, "fail"), command(3, 0))));
    assertThat(told).extracting(Remembered::index).containsExactly(1L, 2L, 3L);
    assertThat(told.get(1).outcome()).isNull();
    apply(new Batch(20, List.of(text(2, "fail"), command(4, 0))));
    assertThat(told.get(3)).isEqualTo(told.get(1));
    assertThat(state.machine().applied()).containsExactly("command 1", "command 3", "command 4");
  }

  @Test
  void the_commands_of_a_slot_that_is_passed_over_failed() {
    apply(new Batch(10, List.of(command(1, 0))));
    var slot = new Decision(new Slot(9), new Batch(20, List.of(command(1, 0), text(2, "break"))));
    assertThatThrownBy(() -> state.apply(slot, (_, _) -> {}))
        .isInstanceOf(ReplicatedState.Halt.class)
        .hasCauseInstanceOf(StackOverflowError.class);
    var other = founded(new CounterMachine());
    other.apply(new Decision(new Slot(1), new Batch(10, List.of(command(1, 0)))), (_, _) -> {});
    var outcomes = new ArrayList<Remembered>();
    assertThat(other.passOver(slot, (_, remembered) -> outcomes.add(remembered))).isEqualTo(1);
    assertThat(outcomes).extracting(Remembered::index).containsExactly(1L, 2L);
    assertThat(outcomes.get(1).outcome()).isNull();
    assertThat(other.machine().applied()).containsExactly("command 1");
  }

  private static Command text(long id, String text) {
    return new Command(new CommandId(id, 0), 0, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Ratis PR 915: a retry that came after its first attempt had been forgotten was applied again.
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

  /// CASSANDRA-12126: a failed comparison took no place in the order, so that callers could be told
  /// different things. Here a refusal is an outcome like any other: it has an index, and stays as
  /// it is even if the state would now permit the command.
  @Test
  void a_refusal_takes_an_index_and_is_remembered_like_any_outcome() {
    var seat = founded(new OneSeat());
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

  /// The seat is sold if it is free.
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

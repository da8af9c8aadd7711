package dev.parterre.paxos;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.Proposal.Administer;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.members.Slot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What of the replicated state depends on its format level.
class FormatLevelTest {

  private static final Rules RULES = new Rules(3, 1000, 1000);

  private final ReplicatedState<CounterMachine> state = atLevel(FormatLevel.NEWEST);

  private static Command command(long id, String text) {
    return TestNodes.command(id, text);
  }

  private static ReplicatedState<CounterMachine> atLevel(int level) {
    var state = new ReplicatedState<>(new CounterMachine(), NodeObserver.NONE);
    var founding = new Administer(new Directive.FoundRules(RULES, level));
    state.apply(new Decision(new Slot(1), founding), (_, _) -> {});
    return state;
  }

  private static List<Long> indices(ReplicatedState<?> state, Batch batch) {
    var indices = new ArrayList<Long>();
    state.apply(
        new Decision(new Slot(1), batch),
        (_, remembered) -> indices.add(requireNonNull(remembered).index()));
    return indices;
  }

  @Test
  void a_deadline_that_takes_effect_before_a_command_has_an_index_of_its_own() {
    var two = atLevel(FormatLevel.SECOND);
    assertThat(indices(two, new Batch(10, List.of(command(1, "alarm 15"))))).containsExactly(1L);
    assertThat(
            indices(two, new Batch(30, List.of(command(2, "command 2"), command(3, "command 3")))))
        .containsExactly(3L, 4L);
    assertThat(two.machine().rangAt()).isEqualTo(2);
  }

  @Test
  void at_the_first_level_a_deadline_takes_effect_under_the_index_of_the_command_behind_it() {
    var one = atLevel(FormatLevel.FIRST);
    indices(one, new Batch(10, List.of(command(1, "alarm 15"))));
    assertThat(
            indices(one, new Batch(30, List.of(command(2, "command 2"), command(3, "command 3")))))
        .containsExactly(2L, 3L);
    assertThat(one.machine().rangAt()).isEqualTo(2);
  }

  @Test
  void a_level_is_raised_once_takes_an_index_and_never_falls() {
    var one = atLevel(FormatLevel.FIRST);
    indices(one, new Batch(10, List.of(command(1, "command 1"))));
    var digest = one.digest();
    for (var level : new int[] {2, 2, 1}) {
      var raising = new Administer(new Directive.RaiseLevel(level));
      one.apply(new Decision(new Slot(2), raising), (_, _) -> {});
      assertThat(one.level()).isEqualTo(2);
      assertThat(one.index()).isEqualTo(2);
    }
    assertThat(one.machine().level()).isEqualTo(2);
    assertThat(one.digest()).isNotEqualTo(digest);
    var rules = new Administer(new Directive.SetRules(new Rules(2, 1000, 1000)));
    one.apply(new Decision(new Slot(3), rules), (_, _) -> {});
    assertThat(one.level()).isEqualTo(2);
  }

  @Test
  void a_level_that_is_too_new_is_refused_in_words_before_anything_is_changed() {
    var digest = state.digest();
    var raising = new Administer(new Directive.RaiseLevel(FormatLevel.NEWEST + 1));
    assertThatThrownBy(() -> state.apply(new Decision(new Slot(2), raising), (_, _) -> {}))
        .isInstanceOf(ReplicatedState.Halt.class)
        .cause()
        .hasMessageContaining("this version reads up to " + FormatLevel.NEWEST);
    assertThat(state.digest()).isEqualTo(digest);
    assertThat(state.level()).isEqualTo(FormatLevel.NEWEST);
  }

  @Test
  void a_rise_is_not_passed_over() {
    var one = atLevel(FormatLevel.FIRST);
    var raising = new Administer(new Directive.RaiseLevel(FormatLevel.SECOND));

    one.passOver(new Decision(new Slot(2), raising), (_, _) -> {});

    assertThat(one.level()).isEqualTo(FormatLevel.SECOND);
  }

  @Test
  void a_state_of_the_first_level_is_written_as_programs_without_levels_read_it()
      throws IOException {
    var one = atLevel(FormatLevel.FIRST);
    indices(one, new Batch(10, List.of(command(1, "command 1"))));
    var bytes = new ByteArrayOutputStream();
    var capture = one.capture();
    capture.writeTo(bytes);
    assertThat(capture.version()).isEqualTo(ReplicatedState.RULES_SINCE);
    var other = new ReplicatedState<>(new CounterMachine(), NodeObserver.NONE);
    var in = new ByteArrayInputStream(bytes.toByteArray());
    other.prepare(in, ReplicatedState.RULES_SINCE).takePlace();
    assertThat(other.level()).isEqualTo(FormatLevel.FIRST);
    assertThat(other.digest()).isEqualTo(one.digest());
  }

  @Test
  void a_state_of_a_newer_level_is_not_read() throws IOException {
    var bytes = new ByteArrayOutputStream();
    state.capture().writeTo(bytes);
    var older = new ReplicatedState<>(new CounterMachine(FormatLevel.FIRST), NodeObserver.NONE);
    var in = new ByteArrayInputStream(bytes.toByteArray());
    assertThatThrownBy(() -> older.prepare(in, ReplicatedState.LEVEL_SINCE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "format level " + FormatLevel.NEWEST + ", and this version reads up to 1");
  }

  @Test
  void a_restored_state_tells_the_machine_its_level() throws IOException {
    var bytes = new ByteArrayOutputStream();
    state.capture().writeTo(bytes);
    var other = new ReplicatedState<>(new CounterMachine(), NodeObserver.NONE);
    var in = new ByteArrayInputStream(bytes.toByteArray());
    other.prepare(in, ReplicatedState.LEVEL_SINCE).takePlace();
    assertThat(other.level()).isEqualTo(FormatLevel.NEWEST);
    assertThat(other.machine().level()).isEqualTo(FormatLevel.NEWEST);
    assertThat(other.digest()).isEqualTo(state.digest());
  }
}

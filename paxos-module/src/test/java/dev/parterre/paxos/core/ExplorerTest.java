package dev.parterre.paxos.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Explorer.Bound;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks agreement, validity, and that nothing is sent before it is on disk or forgotten after, in
/// every state that three real replicas can reach within a bound.
@Tag("slow")
class ExplorerTest {

  /// Runs of any length.
  private static final int NO_END = Integer.MAX_VALUE;

  private static final List<Integer> EACH_ONCE = List.of(1, 1, 0);
  private static final List<Integer> FIRST_TWICE = List.of(2, 1, 0);

  @Test
  void two_proposers_and_a_crash_agree_on_a_slot_to_the_end_of_all_runs() {
    var explorer = explore(new Bound(1, EACH_ONCE, EACH_ONCE, 1, NO_END));
    assertThat(explorer.isComplete()).isTrue();
    assertThat(explorer.states()).isGreaterThan(1_000_000);
  }

  @Test
  void three_ballots_and_a_crash_agree_on_two_slots() {
    var explorer = explore(new Bound(2, FIRST_TWICE, EACH_ONCE, 1, 12));
    assertThat(explorer.states()).isGreaterThan(1_000_000);
  }

  @Test
  void two_proposers_with_two_slots_open_at_once_agree() {
    var explorer = explore(new Bound(2, EACH_ONCE, FIRST_TWICE, 0, 14));
    assertThat(explorer.states()).isGreaterThan(1_000_000);
  }

  private static Explorer explore(Bound bound) {
    var explorer = new Explorer(bound);
    explorer.explore();
    System.out.println("explored " + explorer.states() + " states, " + bound);
    return explorer;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "an accept below the promise is accepted",
        "a stale promise counts for a newer ballot",
        "what was accepted is not adopted",
        "an announcement is believed of another ballot's value",
        "the next ballot uses the round again",
        "an acceptance is said before it is on disk",
        "a restarted acceptor has forgotten its votes",
        "decisions are handed on with a gap"
      })
  void it_finds_that(String fault) throws Exception {
    var faulty = MutatedCore.of(Optional.of(Mutant.named(fault)));
    var search =
        faulty.loadClass(ExplorerTest.class.getName()).getDeclaredMethod("firstBrokenRule");
    search.setAccessible(true);
    assertThat((String) search.invoke(null)).as(fault).isNotEmpty();
  }

  /// Explores the core with which this class was loaded.
  static String firstBrokenRule() {
    try {
      new Explorer(new Bound(2, FIRST_TWICE, EACH_ONCE, 1, 11)).explore();
      return "";
    } catch (Violation violation) {
      System.out.println("found: " + violation.getMessage());
      return String.valueOf(violation.getMessage());
    }
  }
}

package dev.parterre.paxos.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class SimulationTest {

  private static final int SEEDS = 4000;

  @Test
  void four_thousand_seeds_hold_every_invariant_and_everything_happens_sometimes() {
    var outcomes =
        LongStream.rangeClosed(1, SEEDS).parallel().mapToObj(SimulationTest::run).toList();

    assertThat(outcomes.stream().mapToInt(Simulation.Outcome::acknowledged).sum())
        .isGreaterThan(40 * SEEDS);
    var counts = new EnumMap<Sometimes, Long>(Sometimes.class);
    for (var outcome : outcomes) {
      outcome.counts().forEach((what, count) -> counts.merge(what, count, Long::sum));
    }
    assertThat(counts).doesNotContainValue(0L);
    assertThat(counts).hasSize(Sometimes.values().length);
  }

  private static Simulation.Outcome run(long seed) {
    try {
      return Simulation.run(seed, Mutant.NONE);
    } catch (RuntimeException broken) {
      var smallest = Shrinker.shrink(seed, Script.of(seed), Mutant.NONE);
      throw new AssertionError("seed " + seed + ": " + broken.getMessage() + smallest, broken);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 46, 373, 4711, -1})
  void a_seed_replays_exactly(long seed) {
    assertThat(Simulation.run(seed, Mutant.NONE)).isEqualTo(Simulation.run(seed, Mutant.NONE));
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 46, 373, 4711, -1})
  void a_part_of_a_script_replays_exactly_and_is_another_run(long seed) {
    var script = Script.of(seed);
    var part = script.only(Set.of(1, 2, 3, 5, 8, 13));
    var run = Simulation.run(seed, part, Mutant.NONE);

    assertThat(Simulation.run(seed, part, Mutant.NONE)).isEqualTo(run);
    assertThat(run.fingerprint()).isNotEqualTo(Simulation.run(seed, Mutant.NONE).fingerprint());
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "REPLY_BEFORE_FORCE",
        "PROMISE_FORGOTTEN",
        "MINORITY_QUORUM",
        "FORCE_ERROR_IGNORED",
        "DAMAGE_IGNORED",
        "WIPED_DISK_VOTES"
      })
  void a_mutant_of_the_algorithm_is_caught(Mutant mutant) {
    assertThat(brokenBy(mutant, 100)).isPresent();
  }

  /// The fault of these mutants shows only after a rare chain of events.
  @ParameterizedTest
  @EnumSource(names = {"TORN_WRITE_READ", "INCARNATION_REUSED"})
  void a_mutant_that_hides_is_caught_by_more_seeds(Mutant mutant) {
    assertThat(brokenBy(mutant, SEEDS)).isPresent();
  }

  /// Mutants outside the algorithm: each is caught by the check that is meant for it.
  @ParameterizedTest
  @CsvSource({
    "REAL_FORCE_SKIPPED, a forced promise is recovered",
    "AGE_FORGOTTEN, a command is applied once",
    "FORGETFUL_DISK_HEARD, a disk that has forgotten is refused",
    "SILENT_WHEN_PARTLY_CUT, a connected majority serves while a fault lasts",
    "MEMBERS_NOT_REACHED, after healing",
    "LEADS_ON, a leader that is held up hands over",
    "ASIDE_STUCK, snapshots go on",
    "TIME_LEAPS, no alarm rings early",
    "LEVEL_PRETENDED, nothing is held"
  })
  void a_mutant_of_what_surrounds_it_is_caught_by_its_check(Mutant mutant, String check) {
    var caught =
        LongStream.rangeClosed(1, SEEDS)
            .parallel()
            .mapToObj(seed -> Shrinker.broken(seed, Script.of(seed), mutant))
            .filter(Objects::nonNull)
            .filter(broken -> broken.contains(check))
            .findAny();
    assertThat(caught).isPresent();
  }

  @Test
  void a_failing_script_is_shrunk_to_what_still_fails() {
    var seed = brokenBy(Mutant.PROMISE_FORGOTTEN, 100).orElseThrow();
    var script = Script.of(seed);

    var smallest = Shrinker.shrink(seed, script, Mutant.PROMISE_FORGOTTEN);

    assertThat(smallest.happenings()).isSubsetOf(script.happenings());
    assertThat(smallest.happenings()).hasSizeLessThan(script.happenings().size());
    assertThatThrownBy(() -> Simulation.run(seed, smallest, Mutant.PROMISE_FORGOTTEN))
        .isInstanceOf(Violation.class);
    for (var happening : smallest.happenings()) {
      var fewer = smallest.happenings().stream().filter(other -> !other.equals(happening)).toList();
      assertThat(Shrinker.broken(seed, smallest.with(fewer), Mutant.PROMISE_FORGOTTEN))
          .isNotEqualTo(Shrinker.broken(seed, smallest, Mutant.PROMISE_FORGOTTEN));
    }
  }

  private static OptionalLong brokenBy(Mutant mutant, int seeds) {
    return LongStream.rangeClosed(1, seeds)
        .parallel()
        .filter(seed -> Shrinker.broken(seed, Script.of(seed), mutant) != null)
        .findAny();
  }
}

package dev.parterre.paxos.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

  private static final int SEEDS = 2000;

  @Test
  void two_thousand_seeds_hold_every_invariant() {
    var commands = new AtomicInteger();
    var reads = new AtomicInteger();
    LongStream.rangeClosed(1, SEEDS)
        .parallel()
        .forEach(
            seed -> {
              var outcome = run(seed);
              commands.addAndGet(outcome.acknowledged());
              reads.addAndGet(outcome.reads());
            });
    assertThat(commands.get()).isGreaterThan(100 * SEEDS);
    assertThat(reads.get()).isGreaterThan(10 * SEEDS);
  }

  private static Simulation.Outcome run(long seed) {
    try {
      return Simulation.run(seed, Mutant.NONE);
    } catch (RuntimeException broken) {
      throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 46, 373, 4711, -1})
  void a_seed_replays_exactly(long seed) {
    assertThat(Simulation.run(seed, Mutant.NONE)).isEqualTo(Simulation.run(seed, Mutant.NONE));
  }

  /// 46: two wall clocks two hours apart, after a power failure of all, aged the outcomes at once;
  /// 373: two acceptances of one slot in one turn, both said, the second alone in memory.
  @ParameterizedTest
  @ValueSource(longs = {46, 373, 620, 1772})
  void a_seed_that_found_a_fault_is_kept(long seed) {
    assertThat(run(seed).acknowledged()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void a_mutant_of_the_algorithm_is_caught(Mutant mutant) {
    assertThatThrownBy(
            () -> LongStream.rangeClosed(1, 100).forEach(seed -> Simulation.run(seed, mutant)))
        .isInstanceOf(Violation.class);
  }
}

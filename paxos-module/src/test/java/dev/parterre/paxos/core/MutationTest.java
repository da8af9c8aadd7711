package dev.parterre.paxos.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Checks the tests of the core: each fault of a list is put into the core's source, and at least
/// one test must fail.
@Tag("slow")
class MutationTest {

  @Test
  void the_core_as_it_is_passes_its_tests() throws Exception {
    assertThat(MutantRun.on(Optional.empty())).isEmpty();
  }

  @Test
  void the_list_is_long_and_names_each_fault_once() {
    assertThat(Mutant.all()).hasSizeGreaterThanOrEqualTo(100);
    assertThat(Mutant.all()).extracting(Mutant::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dev.parterre.paxos.core.Mutant#all")
  void it_is_noticed_when(Mutant mutant) throws Exception {
    var killer = MutantRun.on(Optional.of(mutant));
    assertThat(killer).as(mutant.name()).isPresent();
    System.out.println("killed: " + mutant + ", by " + killer.orElseThrow());
  }
}

package dev.parterre.paxos.simulation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AgendaTest {

  /// Beyond that, times would be read wrong; and a run that plans so much does not end. Seed
  /// 883135595 once did, by a request that two nodes sent back and forth.
  @Test
  void a_storm_ends_the_run() {
    var agenda = new Agenda();
    for (int i = 0; i < 1 << 24; i++) {
      agenda.add(1, () -> {});
      agenda.remove();
    }
    assertThatThrownBy(() -> agenda.add(1, () -> {})).hasMessageContaining("storm");
  }
}

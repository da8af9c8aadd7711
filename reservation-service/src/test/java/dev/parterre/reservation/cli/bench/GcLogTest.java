package dev.parterre.reservation.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GcLogTest {

  @Test
  void what_a_jvm_logs_of_its_pauses_is_summed_up() {
    var log =
        GcLog.of(
            List.of(
                "[1.2s][gc] GC(3) Pause Young (Normal) (G1 Evacuation Pause) 9M->5M(99M) 1.5ms",
                "[1.2s][gc,cpu] GC(3) User=0.03s Sys=0.00s Real=0.00s",
                "[1.2s][safepoint] Safepoint \"G1CollectForAllocation\", Time since last: 7 ns,"
                    + " At safepoint: 1 ns, Total: 1600000 ns, Threads: 0 runnable, 5 total",
                "[2.9s][gc] GC(4) Pause Full (CodeCache GC Threshold) 160M->100M(240M) 200.1ms",
                "[2.9s][gc,cpu] GC(4) User=0.15s Sys=0.02s Real=0.20s",
                "[2.9s][safepoint] Safepoint \"CollectForCodeCacheAllocation\", Time since last: 7"
                    + " ns, Total:  201000000 ns, Threads: 0 runnable, 5 total"));

    assertThat(log.longestMillis()).isEqualTo(201.0);
    assertThat(log.longestWorkedMillis()).isCloseTo(170.0, within(1e-6));
    assertThat(log.longestCause()).isEqualTo("CollectForCodeCacheAllocation");
    assertThat(log.full()).hasSize(1).containsEntry("CodeCache GC Threshold", 1);
    assertThat(log.counts()).hasSize(2);
  }
}

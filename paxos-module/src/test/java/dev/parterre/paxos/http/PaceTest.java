package dev.parterre.paxos.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long start = System.nanoTime() + SECOND;
  private final Pace pace = new Pace(1000);

  @Test
  void all_senders_together_keep_the_pace() {
    assertThat(pace.reserve(500, start)).isZero();
    assertThat(pace.reserve(500, start)).isEqualTo(SECOND / 2);
    assertThat(pace.reserve(500, start)).isEqualTo(SECOND);
    assertThat(pace.reserve(500, start + SECOND)).isEqualTo(SECOND / 2);
  }

  @Test
  void idle_time_is_not_saved_up() {
    assertThat(pace.reserve(1000, start)).isZero();
    assertThat(pace.reserve(1000, start + 100 * SECOND)).isZero();
    assertThat(pace.reserve(1000, start + 100 * SECOND)).isEqualTo(SECOND);
  }
}

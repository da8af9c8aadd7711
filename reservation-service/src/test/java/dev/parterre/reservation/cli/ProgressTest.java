package dev.parterre.reservation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.cli.Progress.Signs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final long STILL_SECONDS = Progress.STILL.toSeconds();

  private long seconds;
  private final Progress progress = new Progress(0, signs(0, 0, 0, 0));

  @Test
  void a_replica_that_shows_nothing_for_a_good_while_is_given_up() {
    assertThat(lasts(STILL_SECONDS - 1, signs(0, 0, 0, 0))).isTrue();
    assertThat(lasts(1, signs(0, 0, 0, 0))).isFalse();
    assertThat(why()).contains("after 60 s without progress");
  }

  @Test
  void a_replica_that_gets_on_slowly_is_waited_for() {
    for (var step = 1; step <= 5; step++) {
      assertThat(lasts(STILL_SECONDS - 1, signs(step, 0, 0, 0))).as("its log").isTrue();
    }
    assertThat(lasts(STILL_SECONDS - 1, signs(5, 9, 0, 0))).as("its data").isTrue();
    assertThat(lasts(STILL_SECONDS - 1, signs(5, 3, 0, 0))).as("a log that is cut").isTrue();
    assertThat(lasts(STILL_SECONDS - 1, signs(5, 3, 7, 0))).as("what it applied").isTrue();
    assertThat(lasts(STILL_SECONDS - 1, signs(5, 3, 7, 5))).as("processor time").isTrue();
    assertThat(lasts(STILL_SECONDS, signs(5, 3, 7, 5))).isFalse();
  }

  @Test
  void a_replica_that_only_waits_uses_some_processor_time_and_is_given_up_all_the_same() {
    assertThat(lasts(STILL_SECONDS / 2, signs(0, 0, 0, 2))).isTrue();
    assertThat(lasts(STILL_SECONDS / 2, signs(0, 0, 0, 4))).isFalse();
  }

  @Test
  void nobody_waits_for_ever() {
    for (var step = 1; seconds + 30 < Progress.AT_MOST.toSeconds(); step++) {
      assertThat(lasts(30, signs(step, step, step, 9L * step))).isTrue();
    }
    assertThat(lasts(30, signs(0, 0, 0, 0))).isFalse();
    assertThat(why()).contains("within 15 min, though it was still making progress");
  }

  private boolean lasts(long later, Signs signs) {
    seconds += later;
    return progress.lasts(nanos(seconds), signs);
  }

  private String why() {
    return progress.why(nanos(seconds));
  }

  private static Signs signs(long log, long data, long index, long cpuSeconds) {
    return new Signs(log, data, index, nanos(cpuSeconds));
  }

  private static long nanos(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}

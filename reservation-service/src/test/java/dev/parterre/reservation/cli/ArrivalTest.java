package dev.parterre.reservation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArrivalTest {

  private static final long WEIGHED = Arrival.WEIGHED.toNanos();

  @Test
  void a_replica_that_follows_a_leader_has_come_up() {
    assertThat(new Arrival(false).hasComeUp(view("2", "running"), 7)).isTrue();
  }

  @Test
  void one_that_nobody_leads_is_waited_for_until_its_peers_could_have_refused_it() {
    var arrival = new Arrival(false);

    assertThat(arrival.hasComeUp(view(null, "running"), 7)).isFalse();
    assertThat(arrival.hasComeUp(view(null, "running"), 7 + WEIGHED)).isFalse();
    assertThat(arrival.hasComeUp(view(null, "running"), 8 + WEIGHED)).isTrue();
  }

  @Test
  void one_that_runs_alone_is_not_waited_for() {
    assertThat(new Arrival(true).hasComeUp(view(null, "running"), 7)).isTrue();
  }

  @Test
  void one_that_stopped_for_good_has_not_come_up_though_it_still_answers() {
    var arrival = new Arrival(true);

    assertThat(arrival.hasComeUp(view("2", "refused"), 7)).isFalse();
    assertThat(arrival.hasComeUp(view("2", "failed"), 8 + WEIGHED)).isFalse();
  }

  private static Replica.View view(@Nullable String leader, String state) {
    return new Replica.View("1", leader, null, 0, 0, true, null, state, List.of());
  }
}

package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A cluster with an even number of replicas.
@Timeout(240)
class FourReplicasIT {

  private static final int ROWS = 20;
  private static final int SEATS_IN_ROW = 50;
  private static final Duration SOON = Duration.ofSeconds(40);

  @Test
  void scenarios_17_and_19_four_replicas_serve_many_also_without_one() {
    try (var cluster = TestCluster.open(List.of(1, 2, 3, 4), Map.of())) {
      var event = Shows.event(cluster, ROWS, SEATS_IN_ROW, Map.of());
      var crowd = Crowd.of(6, cluster.apis(), List.of(event), ROWS, SEATS_IN_ROW);
      try (crowd) {
        crowd.goesOn(100, SOON);
        cluster.strike(cluster.leader());
        crowd.goesOn(100, SOON);
      }
      assertThat(crowd.faults()).isEmpty();
      cluster.settle();
      new Audit(cluster, crowd.asked()).run(List.of(event));
    }
  }
}

package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A cluster in which one member has never run, and its address never answers.
@Timeout(240)
@ExtendWith(Namespaces.Needed.class)
class MissingReplicaIT {

  private static final int ROWS = 20;
  private static final int SEATS_IN_ROW = 50;
  private static final Duration SOON = Duration.ofSeconds(40);

  @Test
  void scenario_32_one_acceptor_is_missing_from_the_start() {
    try (var cluster = NetworkedCluster.open(List.of(1, 2))) {
      var event = Shows.event(cluster, ROWS, SEATS_IN_ROW, Map.of());
      var before = Leadership.of(cluster);
      var crowd = Crowd.of(6, cluster.apis(), List.of(event), ROWS, SEATS_IN_ROW);
      try (crowd) {
        crowd.goesOn(200, SOON);
      }
      assertThat(crowd.faults()).isEmpty();
      assertThat(Leadership.of(cluster)).isEqualTo(before);
      new Audit(cluster, crowd.asked()).run(List.of(event));
      cluster.start(3);
      new Audit(cluster, crowd.asked()).run(List.of(event));
    }
  }
}

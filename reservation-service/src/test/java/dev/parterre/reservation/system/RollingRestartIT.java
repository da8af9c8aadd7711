package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every replica is restarted gracefully, one after another, under load, and no client notices.
@ExtendWith(SharedCluster.class)
@Timeout(180)
class RollingRestartIT {

  private static final int BUYERS = 8;
  private static final int ROWS = 30;
  private static final int SEATS_IN_ROW = 50;
  private static final Duration SOON = Duration.ofSeconds(40);

  private final TestCluster cluster;

  RollingRestartIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void a_rolling_restart_under_load_fails_no_request_and_forgets_none() {
    var event = Shows.event(cluster, ROWS, SEATS_IN_ROW, Map.of());
    var crowd = Crowd.of(BUYERS, cluster.apis(), List.of(event), ROWS, SEATS_IN_ROW);
    try (crowd) {
      for (var id : TestCluster.IDS) {
        crowd.goesOn(100, SOON);
        stop(id, event);
        crowd.goesOn(100, SOON);
        cluster.start(id);
        Until.holds("it serves", SOON, () -> Cluster.serves(cluster.api(id)));
      }
      crowd.goesOn(100, SOON);
    }
    assertThat(crowd.faults()).isEmpty();
    assertThat(crowd.refusals()).isEmpty();
    new Audit(cluster, crowd.asked()).run(List.of(event));
  }

  /// Stops a replica while a stream is open: the stream, which never ends by itself, must not delay
  /// the stop.
  private void stop(int id, String event) {
    try (var stream = SeatStream.open(cluster.api(id), event, null)) {
      assertThat(stream.next().event()).isEqualTo("snapshot");
      var begun = System.nanoTime();
      cluster.command("stop", "" + id);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
      Until.holds("the stream ends", SOON, stream::isEnded);
    }
  }
}

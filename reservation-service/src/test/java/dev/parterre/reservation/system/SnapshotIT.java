package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is in a snapshot is removed from the log, and a replica that misses it gets the snapshot.
@ExtendWith(OwnCluster.class)
@Timeout(240)
class SnapshotIT {

  private static final int BUYERS = 8;
  private static final int ROWS = 30;
  private static final int SEATS_IN_ROW = 50;
  private static final long LOG_BYTES_MAX = 3 << 20;
  private static final Duration SOON = Duration.ofSeconds(40);

  private final TestCluster cluster;

  SnapshotIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void the_log_stays_bounded_and_the_state_survives_in_snapshots() {
    var event = Shows.event(cluster, ROWS, SEATS_IN_ROW, Map.of());
    var away = cluster.leader() == 3 ? 2 : 3;
    var crowd = Crowd.of(BUYERS, cluster.apis(), List.of(event), ROWS, SEATS_IN_ROW);
    try (crowd) {
      crowd.goesOn(20, SOON);
      cluster.strike(away);
      Bulk.load(cluster);
      crowd.goesOn(300, SOON);
      for (var id : TestCluster.IDS) {
        if (id != away) {
          Until.holds("the log of " + id + " is cut", SOON, () -> logBytes(id) < LOG_BYTES_MAX);
        }
      }
      cluster.start(away);
      Until.holds(
          "it has a snapshot",
          SOON,
          () -> cluster.folder().log(away).contains("a peer's snapshot"));
      crowd.goesOn(100, SOON);
    }
    assertThat(crowd.faults()).isEmpty();
    cluster.agrees();
    var before = state();
    cluster.strike(1, 2, 3);
    cluster.command("up");
    cluster.agrees();
    assertThat(state()).isEqualTo(before);
    new Audit(cluster, crowd.asked()).run(List.of(event));
  }

  private String state() {
    return cluster.api(1).get("/cluster").is(200).json().path("stateHash").asString();
  }

  private long logBytes(int id) {
    try (var files = Files.list(cluster.folder().data(id))) {
      var bytes = 0L;
      for (var file : files.filter(it -> it.toString().endsWith(".log")).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.parterre.reservation.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The process of a replica that has stopped for good ends, and `status` says why instead of
/// showing it as running. The test has its own cluster, since it deletes data directories.
@ExtendWith(OwnCluster.class)
@Timeout(240)
class StoppedForGoodIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int FAILED = 74;
  private static final int REFUSED = 77;

  private final TestCluster cluster;
  @TempDir private Path shelf = Path.of(".");

  StoppedForGoodIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void a_replica_that_lost_its_disk_fails_is_refused_and_is_replaced() throws Exception {
    cluster.command("stop", "2");
    var byHand = start(2);
    Until.holds("it serves", SOON, () -> state(2).equals("running") && serves(2));
    loseDisk(2);
    assertThat(exitCode(byHand)).isEqualTo(FAILED);
    assertThat(exitCode(start(2))).isEqualTo(REFUSED);

    var started = cluster.run("start", "2");
    assertThat(started.exit()).isEqualTo(1);
    assertThat(started.output().lines())
        .singleElement()
        .asString()
        .startsWith("parterre: replica 2 has stopped for good: replica ")
        .contains("refuses this one", "./parterre replace 2 --data ");
    assertThat(line(2).path("pid").isNull()).isTrue();
    assertThat(line(2).path("state").asString()).isEqualTo("refused");
    assertThat(cluster.command("status"))
        .contains("2  refused", "./parterre replace 2 --data ")
        .doesNotContain("Nothing can be sold");

    cluster.command("replace", "2");
    cluster.isOf(1, 3, 4);
    assertThat(line(4).path("state").asString()).isEqualTo("running");
    loseDisk(4);
    Until.holds("it has failed", SOON, () -> line(4).path("state").asString().equals("failed"));
    assertThat(cluster.command("status")).contains("4  failed", "./parterre start 4 --data ");

    cluster.strike(3);
    assertThat(cluster.command("status")).contains("3  down", "Nothing can be sold");
  }

  /// Deletes the data directory, then sends a large command: files that are open still work, but
  /// the replica fails when it has to make another.
  private void loseDisk(int id) {
    ClusterFolder.delete(cluster.folder().data(id));
    cluster.admin().post("/venues", LargeVenue.plan(10_000)).is(201);
  }

  private boolean serves(int id) {
    return Cluster.serves(cluster.api(id));
  }

  private String state(int id) {
    var view = cluster.view(id);
    return view == null ? "" : view.path("state").asString();
  }

  private JsonNode line(int id) {
    return requireNonNull(cluster.status().get(id));
  }

  /// Starts the replica without `./parterre`, like another supervisor, which sees its exit status.
  private Process start(int id) throws IOException {
    var configuration = cluster.folder().root().resolve("replica-" + id + "/application.yaml");
    var line =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-jar",
            requireNonNull(System.getProperty("parterre.jar"), "run by Failsafe"),
            "--spring.config.additional-location=file:" + configuration,
            "--parterre.paxos.segment-size=1MB");
    var builder = new ProcessBuilder(line).directory(shelf.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PARTERRE"));
    return builder.redirectOutput(shelf.resolve("log").toFile()).start();
  }

  private static int exitCode(Process process) throws InterruptedException {
    try {
      assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).as("it has ended").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}

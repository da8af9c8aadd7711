package dev.parterre.reservation.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppedForGoodTest {

  private static final String REFUSED =
      "2026-11-21T10:00:03.000Z ERROR NodeLog : This replica has stopped for good (exit code 77):"
          + " replica 2 refuses this one: replica 1 has another disk; it must be replaced\n";
  private static final String FAILED =
      "2026-11-21T10:00:03.000Z ERROR NodeLog : This replica has stopped for good (exit code 74):"
          + " No space left on device\n";
  private static final String CLOSING =
      "2026-11-21T10:00:04.000Z ERROR Bean : Destruction failed\n";

  @TempDir Path folder;

  @Test
  void a_refused_replica_is_to_be_replaced() {
    var stopped = StoppedForGood.in(REFUSED + CLOSING).orElseThrow();

    assertThat(stopped.state()).isEqualTo("refused");
    assertThat(stopped.advice(1, " --data /x"))
        .isEqualTo(
            "replica 2 refuses this one: replica 1 has another disk; it must be replaced:"
                + " ./parterre replace 1 --data /x");
  }

  @Test
  void a_failed_replica_is_to_be_started_once_the_fault_is_mended() {
    var stopped = StoppedForGood.in(FAILED).orElseThrow();

    assertThat(stopped.state()).isEqualTo("failed");
    assertThat(stopped.advice(1, ""))
        .isEqualTo("No space left on device; once that is fixed: ./parterre start 1");
  }

  @Test
  void one_that_was_killed_has_not_stopped_for_good() {
    assertThat(StoppedForGood.in("2026-11-21T10:00:03.000Z INFO NodeLog : leads\n")).isEmpty();
  }

  @Test
  void what_an_earlier_process_said_does_not_count() throws Exception {
    var directory = new DataDirectory(folder);
    var log = directory.log(1);
    Files.createDirectories(log.getParent());
    Files.writeString(log, "Größe: 1\n" + FAILED);
    var cluster = ClusterFile.create("c", Instant.now(), 1, 8081);
    var gone = new Identity(1, "never");
    var before = cluster.withProcess(1, gone, 0).replica(1);
    var after = cluster.withProcess(1, gone, Files.size(log)).replica(1);

    assertThat(directory.stopped(before)).map(StoppedForGood::state).contains("failed");
    assertThat(directory.stopped(after)).isEmpty();
    Files.write(log, (FAILED + REFUSED).getBytes(UTF_8));
    assertThat(directory.stopped(before)).map(StoppedForGood::state).contains("refused");
  }

  @Test
  void a_replica_that_was_never_started_has_not_stopped() throws Exception {
    var cluster = ClusterFile.create("c", Instant.now(), 1, 8081);

    assertThat(new DataDirectory(folder).stopped(cluster.replica(1))).isEmpty();
    var lost = cluster.withProcess(1, new Identity(1, "never"), 0).replica(1);
    assertThat(new DataDirectory(folder).stopped(lost)).isEmpty();
  }
}

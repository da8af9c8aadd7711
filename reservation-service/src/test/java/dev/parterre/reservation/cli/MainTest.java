package dev.parterre.reservation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MainTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sell",
        "kill",
        "kill one",
        "kill 1 2",
        "add 4",
        "remove",
        "replace one",
        "lead",
        "up --replicas 0",
        "up --replicas 8",
        "up --port 80",
        "up --port 65000",
        "up --what",
        "bench --clients 0",
        "bench --driver full",
        "bench --contention 2",
        "bench --url ftp://127.0.0.1",
        "backup",
        "restore",
        "restore a --replicas 8",
        "restore a --port 80",
        "restore a --to b",
        "restore a --member 1=http://10.0.0.1:7081",
        "restore a --to b --member 1=ftp://10.0.0.1:7081",
        "restore a --to b --member 1=http://10.0.0.1:7081 --founder 2",
        "restore a --to b --member 1=http://10.0.0.1:7081 --port 8081",
        "bench failover --runs 0",
        "bench soak --rate 0",
        "bench start --replicas 8"
      })
  void a_wrong_call_ends_with_2_and_says_how_to_call(String line) {
    assertThat(run(line)).isEqualTo(2);

    assertThat(err.toString()).startsWith("parterre: ").contains("Usage: ./parterre");
    assertThat(out.toString()).isEmpty();
    assertThat(DataDirectory.usual().root()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "status --json",
        "kill 1",
        "start 1",
        "stop 1",
        "lead 1",
        "add",
        "remove 1",
        "replace 1",
        "pause 1",
        "resume 1",
        "logs 1",
        "backup no-such-file",
        "bench"
      })
  void a_command_without_a_cluster_ends_with_1_and_one_line(String line) {
    assertThat(runHere(line)).isEqualTo(1);

    assertThat(err.toString().lines()).hasSize(1).first().asString().contains("no cluster");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "up",
        "status",
        "kill",
        "start",
        "stop",
        "lead",
        "add",
        "remove",
        "replace",
        "pause",
        "resume",
        "down",
        "logs",
        "backup",
        "restore",
        "bench",
        "bench failover",
        "bench start",
        "bench soak",
        "health",
        "lesson"
      })
  void every_command_has_help(String command) {
    assertThat(run((command + " --help").strip())).isZero();

    assertThat(out.toString()).startsWith("Usage: ./parterre");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void down_without_a_cluster_has_nothing_to_do() {
    assertThat(runHere("down")).isZero();
  }

  @Test
  void a_replica_that_is_not_there_is_refused_with_1() throws Exception {
    save(3);

    assertThat(runHere("kill 4")).isEqualTo(1);

    assertThat(err.toString().lines())
        .containsExactly("parterre: there is no replica 4; there are 1, 2, 3");
  }

  @Test
  void up_names_the_port_that_is_in_use() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      // The socket uses the port that would be the first replica's peer port.
      var port = taken.getLocalPort() + 1000;

      assertThat(runHere("up --replicas 1 --port " + Math.min(port, ClusterFile.PORT_MAX)))
          .isEqualTo(port <= ClusterFile.PORT_MAX ? 1 : 2);
    }
    assertThat(err.toString().lines().findFirst().orElse("")).contains("port");
  }

  @Test
  void status_shows_a_replica_that_does_not_run_in_the_contract_s_shape() throws Exception {
    save(1);

    assertThat(runHere("status --json")).isZero();

    var replica = JsonMapper.shared().readTree(out.toString()).path("replicas").path(0);
    assertThat(replica.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "pid",
            "url",
            "peerUrl",
            "dataDir",
            "role",
            "state",
            "ballot",
            "applied",
            "index",
            "voting",
            "reachable");
    assertThat(replica.path("id").asString()).isEqualTo("1");
    assertThat(replica.path("pid").isNull()).isTrue();
    assertThat(replica.path("role").asString()).isEqualTo("down");
    assertThat(replica.path("state").asString()).isEqualTo("down");
    assertThat(replica.path("index").isNull()).isTrue();
    assertThat(replica.path("reachable").asBoolean()).isFalse();
    assertThat(replica.path("peerUrl").asString()).isEqualTo("http://127.0.0.1:7081");
  }

  @Test
  void a_replica_is_killed_paused_and_resumed_once_and_a_second_time_is_refused() throws Exception {
    var process = new ProcessBuilder("sleep", "60").start();
    try {
      run(process);
      assertThat(runHere("resume 1")).isEqualTo(1);
      assertThat(runHere("pause 1")).isZero();
      assertThat(runHere("pause 1")).isEqualTo(1);
      assertThat(runHere("resume 1")).isZero();
      assertThat(runHere("resume 1")).isEqualTo(1);
      assertThat(runHere("kill 1")).isZero();
      assertThat(runHere("kill 1")).isEqualTo(1);
    } finally {
      process.destroyForcibly();
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "parterre: replica 1 is not paused",
            "parterre: replica 1 is already paused",
            "parterre: replica 1 is not paused",
            "parterre: replica 1 is not running");
  }

  @Test
  @Timeout(20)
  void whoever_is_down_or_paused_is_refused_the_leadership_without_asking_anybody()
      throws Exception {
    var process = new ProcessBuilder("sleep", "60").start();
    try {
      run(process);
      Files.writeString(folder.resolve("admin-token"), "secret");
      assertThat(runHere("pause 1")).isZero();
      assertThat(runHere("lead 1")).isEqualTo(1);
      assertThat(runHere("lead 2")).isEqualTo(1);
    } finally {
      process.destroyForcibly();
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "parterre: replica 1 is paused, so it cannot lead",
            "parterre: replica 2 is not running, so it cannot lead");
  }

  @Test
  void status_names_what_stopped_for_good_and_says_that_nothing_can_be_sold() throws Exception {
    save(2);
    var directory = new DataDirectory(folder);
    var log = Files.createDirectories(directory.replica(1)).resolve("log");
    Files.writeString(log, "ERROR NodeLog : This has stopped for good (exit code 77): no disk\n");
    directory.cluster().withProcess(1, new Identity(1, "never"), 0).save(directory.clusterFile());

    assertThat(runHere("status")).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "1  refused    http://127.0.0.1:8081  no disk: ./parterre replace 1 --data " + folder,
            "2  down       http://127.0.0.1:8082",
            "Nothing can be sold: no replica has a quorum behind it.");
  }

  @Test
  void up_does_not_change_how_many_replicas_a_cluster_has() throws Exception {
    save(3);

    assertThat(runHere("up --replicas 5")).isEqualTo(1);

    assertThat(err.toString()).contains("has 3 replicas");
  }

  @Test
  void up_does_not_move_a_cluster_to_other_ports() throws Exception {
    save(3);

    assertThat(runHere("up --port 9000")).isEqualTo(1);

    assertThat(err.toString()).contains("port 8081");
  }

  @Test
  void restore_puts_nothing_over_what_a_replica_kept() throws Exception {
    save(3);
    var kept = Files.createDirectories(folder.resolve("replica-2").resolve("data"));
    Files.writeString(kept.resolve("identity"), "all that is left");

    assertThat(runHere("restore " + folder.resolve("backup"))).isEqualTo(1);

    assertThat(err.toString().lines()).singleElement().asString().contains(kept + " holds data");
    assertThat(kept.resolve("identity")).hasContent("all that is left");
  }

  @Test
  void restore_says_what_is_wrong_with_its_source_and_leaves_no_cluster() throws Exception {
    var wrong = Files.writeString(folder.resolve("wrong"), "no backup");

    assertThat(runHere("restore " + folder.resolve("missing"))).isEqualTo(1);
    assertThat(runHere("restore " + wrong)).isEqualTo(1);
    assertThat(runHere("restore " + Files.createDirectory(folder.resolve("empty")))).isEqualTo(1);

    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("there is no file " + folder.resolve("missing")),
            line -> assertThat(line).contains("the backup " + wrong + " is damaged"),
            line -> assertThat(line).contains("is not a replica's data directory"));
    assertThat(folder.resolve("cluster.json")).doesNotExist();
  }

  /// A cluster of two, of which the first is a process that does nothing.
  private void run(Process process) throws Exception {
    var directory = new DataDirectory(folder);
    ClusterFile.create("c", Instant.now(), 2, 8081)
        .withProcess(1, Identity.of(process.pid()).orElseThrow(), 0)
        .save(directory.clusterFile());
  }

  private void save(int replicas) throws Exception {
    ClusterFile.create("c", Instant.now(), replicas, 8081)
        .save(new DataDirectory(folder).clusterFile());
  }

  private int runHere(String line) {
    return run(line + " --data " + folder);
  }

  private int run(String line) {
    var arguments = line.isEmpty() ? new String[0] : line.split(" ");
    return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }
}

package dev.parterre.reservation.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir Path folder;

  private DataDirectory directory;
  private final ClusterFile cluster = ClusterFile.create("c", Instant.EPOCH, 1, 8081);

  @BeforeEach
  void create() throws Exception {
    directory = new DataDirectory(folder.resolve("data"));
    directory.create();
  }

  @Test
  void it_is_its_owner_s_alone() throws Exception {
    directory.keepSecret(directory.adminTokenFile(), "secret");

    assertThat(Files.getPosixFilePermissions(directory.root()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(directory.adminTokenFile()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(directory.secret(directory.adminTokenFile())).contains("secret");
  }

  @Test
  void two_commands_do_not_start_replicas_at_once() throws Exception {
    try (var _ = directory.lock(Duration.ZERO)) {
      assertThatThrownBy(() -> directory.lock(Duration.ofMillis(100))).isInstanceOf(Failure.class);
    }
    try (var again = directory.lock(Duration.ZERO)) {
      assertThat(again.channel().isOpen()).isTrue();
    }
  }

  @Test
  void wiping_removes_the_cluster_and_nothing_else() throws Exception {
    cluster.save(directory.clusterFile());
    Files.createDirectories(directory.data(1));
    Files.writeString(directory.data(1).resolve("segment"), "x");
    var mine = Files.writeString(directory.root().resolve("notes.txt"), "mine");

    directory.wipe(cluster);

    assertThat(directory.root()).isDirectoryContaining(path -> path.equals(mine));
    assertThat(directory.replica(1)).doesNotExist();
    assertThat(directory.clusterFile()).doesNotExist();
  }

  @Test
  void a_replica_s_configuration_keeps_its_secrets_to_the_owner() throws Exception {
    directory.createReplica(1);

    new Settings(directory, cluster, cluster.replica(1)).write("to\"ken${x}", "peer");

    var file = directory.configuration(1);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(file))
        .contains("    token: \"to\\\"ken\\\\${x}\"")
        .contains("    - id: 1\n      peer-url: \"http://127.0.0.1:7081\"")
        .contains("  node-id: 1\n");
  }

  @Test
  void a_replica_that_was_added_joins_those_there_are() throws Exception {
    var grown = ClusterFile.create("c", Instant.EPOCH, 2, 8081).withNext(_ -> true).without(1);
    directory.createReplica(2);
    directory.createReplica(3);

    new Settings(directory, grown, grown.replica(2)).write("token", "peer");
    new Settings(directory, grown, grown.replica(3)).write("token", "peer");

    assertThat(Files.readString(directory.configuration(2)))
        .contains("  join: false\n", "- id: 1\n", "- id: 2\n")
        .doesNotContain("- id: 3");
    assertThat(Files.readString(directory.configuration(3)))
        .contains("  join: true\n", "- id: 2\n", "bind: 127.0.0.1:7083\n")
        .doesNotContain("- id: 1", "- id: 3");
  }

  @Test
  void variables_do_not_overrule_what_a_replica_is_configured_with() {
    var environment =
        new HashMap<>(
            Map.of(
                "SERVER_PORT", "1",
                "PARTERRE_ADMIN_TOKEN", "x",
                "PARTERRE_CLUSTERID", "x",
                "PARTERRE_MEMBERS_0_URL", "x",
                "PARTERRE_WINDOW_SLOTS", "4",
                "PATH", "/bin"));

    Settings.removeFixed(environment);

    assertThat(environment).containsOnlyKeys("PARTERRE_WINDOW_SLOTS", "PATH");
  }
}

package dev.parterre.reservation.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFileTest {

  @TempDir Path folder;

  private final ClusterFile cluster =
      ClusterFile.create("c", Instant.parse("2026-11-21T10:00:00Z"), 3, 8081);

  @Test
  void ports_of_replicas_stand_side_by_side() {
    assertThat(cluster.replicas())
        .extracting(ClusterFile.Member::ports)
        .containsExactly(
            List.of(8081, 7081, 9081), List.of(8082, 7082, 9082), List.of(8083, 7083, 9083));
  }

  @Test
  void what_was_saved_is_loaded_again() throws Exception {
    var file = folder.resolve("cluster.json");
    var saved = cluster.withProcess(2, new Identity(77, "then")).withExample("e1");

    saved.save(file);

    assertThat(ClusterFile.load(file)).contains(saved);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void no_file_is_no_cluster() throws Exception {
    assertThat(ClusterFile.load(folder.resolve("cluster.json"))).isEmpty();
  }

  @Test
  void a_damaged_file_is_refused_in_one_sentence() throws Exception {
    var file = Files.writeString(folder.resolve("cluster.json"), "{\"clusterId\": \"c\", \n");

    assertThatThrownBy(() -> ClusterFile.load(file))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cluster.json cannot be read")
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("\n"));
  }

  @Test
  void an_unknown_replica_is_refused_with_those_there_are() {
    assertThatThrownBy(() -> cluster.replica(4))
        .isInstanceOf(Failure.class)
        .hasMessage("there is no replica 4; there are 1 to 3");
  }

  @Test
  void a_cluster_that_moves_to_other_ports_keeps_its_name_and_its_example() {
    var moved = cluster.withExample("e1").onPorts(9000);

    assertThat(moved.clusterId()).isEqualTo("c");
    assertThat(moved.exampleEvent()).isEqualTo("e1");
    assertThat(moved.firstPort()).isEqualTo(9000);
  }
}

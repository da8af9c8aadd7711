package dev.parterre.reservation.cli;

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
    var saved = cluster.withProcess(2, new Identity(77, "then"), 1024).withExample("e1");

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
        .hasMessage("there is no replica 4; there are 1, 2, 3");
  }

  @Test
  void an_id_is_not_used_again_and_founders_stay_founders() throws Exception {
    var changed =
        cluster.withNext(_ -> true).without(4).without(1).withNext(_ -> true).withExample("e1");

    assertThat(changed.replicas()).extracting(ClusterFile.Member::id).containsExactly(2, 3, 5);
    assertThat(changed.highestId()).isEqualTo(5);
    assertThat(changed.firstPort()).isEqualTo(8081);
    assertThat(changed.isFounder(1)).isTrue();
    assertThat(changed.isFounder(5)).isFalse();
  }

  @Test
  void a_new_replica_takes_the_next_ports_that_are_free() throws Exception {
    var changed = cluster.withNext(port -> port != 9084);

    assertThat(changed.replica(4).port()).isEqualTo(8085);
  }

  @Test
  void a_file_from_before_there_were_changes_of_members_is_read() throws Exception {
    var file =
        Files.writeString(
            folder.resolve("cluster.json"),
            """
            {"clusterId": "c", "createdAt": "2026-11-21T10:00:00Z", "exampleEvent": null,
             "replicas": [{"id": 1, "port": 8081, "process": null},
                          {"id": 2, "port": 8082, "process": null},
                          {"id": 3, "port": 8083, "process": null}]}
            """);

    assertThat(ClusterFile.load(file)).contains(cluster);
  }
}

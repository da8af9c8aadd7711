package dev.parterre.reservation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The JVM's options are listed in only one file.
class ReplicaJvmTest {

  @Test
  void a_replica_gets_every_option_of_the_file_and_no_comment() throws Exception {
    var options = ReplicaJvm.arguments();

    assertThat(options).isNotEmpty().allMatch(option -> option.matches("-[^# ]+"));
    assertThat(ReplicaJvm.commandLine("exec", Path.of("application.yaml"))).containsAll(options);
  }

  @Test
  void the_image_reads_the_same_file() throws Exception {
    var entry =
        Files.readAllLines(Path.of("../Dockerfile")).stream()
            .filter(line -> line.startsWith("ENTRYPOINT"))
            .toList();

    assertThat(entry)
        .singleElement()
        .asString()
        .contains("\"@/opt/parterre/parterre.args\"")
        .doesNotContain("-X");
  }
}

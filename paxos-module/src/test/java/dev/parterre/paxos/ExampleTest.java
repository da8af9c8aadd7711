package dev.parterre.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The example is what a reader would write who knows only the public API.
@Timeout(60)
@Tag("slow")
class ExampleTest {

  private static final Path COUNTER = Path.of("examples/ReplicatedCounter.java");

  @Test
  void the_counter_runs_as_it_stands_and_goes_on_without_its_leader() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var call = new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path")));
    call.add(COUNTER.toString());
    call.addAll(freePorts());
    var process = new ProcessBuilder(call).redirectErrorStream(true).start();
    try {
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said)
          .contains("5 more: 5", "2 more, without the leader: 7", "Found[index=2, value=7]");
      assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> freePorts() {
    return Stream.generate(FreePorts::next).distinct().limit(3).map(String::valueOf).toList();
  }

  @Test
  void it_is_short_and_uses_only_the_public_api() throws IOException {
    var lines = Files.readAllLines(COUNTER);
    assertThat(lines).hasSizeLessThanOrEqualTo(60);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("import dev.parterre"))
        .containsOnly(
            "import dev.parterre.paxos.*;",
            "import dev.parterre.paxos.core.*;",
            "import dev.parterre.paxos.members.*;");
  }
}

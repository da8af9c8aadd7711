package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/// Runs commands of the operating system, which must succeed.
final class Commands {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Commands() {}

  /// @return its output
  static String run(String... line) {
    return run(new ProcessBuilder(line));
  }

  private static String run(ProcessBuilder builder) {
    var finished = Finished.run(builder, PATIENCE);
    assertThat(finished.exit()).as("%s: %s", builder.command(), finished.output()).isZero();
    return finished.output();
  }

  /// Runs several commands of `ip` in one process.
  static void ip(String namespace, List<String> lines) {
    try {
      var batch = Files.createTempFile("parterre-it-", ".ip");
      try {
        Files.write(batch, lines);
        run("ip", "-n", namespace, "-batch", batch.toString());
      } finally {
        Files.delete(batch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param name the signal's name, without `SIG`
  static void signal(long pid, String name) {
    run("/bin/sh", "-c", "kill -s " + name + " " + pid);
  }
}

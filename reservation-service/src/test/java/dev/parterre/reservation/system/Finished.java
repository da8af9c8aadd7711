package dev.parterre.reservation.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A process that has ended, with all it wrote to standard output and standard error.
record Finished(int exit, String output) {

  /// Runs a process to its end. If it takes longer than `atMost`, it and all that it started are
  /// killed, and the test fails.
  static Finished run(ProcessBuilder builder, Duration atMost) {
    try {
      // Not a pipe: processes that this one starts may keep a pipe open after its end.
      var said = Files.createTempFile("parterre-it-", ".out");
      try {
        var process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        process.getOutputStream().close();
        var ended = await(process, atMost);
        var output = Files.readString(said);
        if (!ended) {
          throw new AssertionError(
              builder.command() + " has not ended after " + atMost + ": " + output);
        }
        return new Finished(process.exitValue(), output);
      } finally {
        Files.delete(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean await(Process process, Duration atMost) {
    try {
      if (process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    return false;
  }
}

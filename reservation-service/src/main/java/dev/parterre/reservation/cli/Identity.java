package dev.parterre.reservation.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One process, not whichever has its pid now: a pid is reused once its process is gone.
///
/// @param started when the process started, as this operating system says it; on Linux in ticks
///   since boot, with the boot's id, since a wall clock may be set
public record Identity(long pid, String started) {

  private static final Path PROC = Path.of("/proc");

  enum State {
    RUNNING,
    PAUSED,
    GONE
  }

  /// The process that has this pid now.
  static Optional<Identity> of(long pid) {
    if (Files.isDirectory(PROC.resolve("self"))) {
      return Stat.read(pid).map(stat -> new Identity(pid, stat.started()));
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(handle -> handle.info().startInstant())
        .map(Instant::toString)
        .map(started -> new Identity(pid, started));
  }

  State state() {
    if (!of(pid).equals(Optional.of(this))) {
      return State.GONE;
    }
    return switch (Stat.read(pid).map(Stat::letter).orElseGet(() -> letterByPs(pid))) {
      case 'Z', 'X' -> State.GONE;
      case 'T', 't' -> State.PAUSED;
      default -> State.RUNNING;
    };
  }

  /// The state of a process where there is no `/proc` (macOS, BSD); the letters are the same.
  static char letterByPs(long pid) {
    try {
      var ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(pid)).start();
      var said = new String(ps.getInputStream().readAllBytes(), UTF_8).strip();
      return said.isEmpty() ? 'X' : said.charAt(0);
    } catch (IOException e) {
      return 'R';
    }
  }

  boolean isGone() {
    return state() == State.GONE;
  }

  /// Sends a signal, unless the process is gone.
  ///
  /// @param name without `SIG`, as `kill -s` takes it
  void signal(String name) throws Failure {
    if (isGone()) {
      return;
    }
    try {
      // The shell's built-in `kill`: a small system may have no other.
      var kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " " + pid)
              .redirectErrorStream(true)
              .start();
      var said = new String(kill.getInputStream().readAllBytes(), UTF_8).strip();
      if (kill.waitFor() != 0 && !isGone()) {
        throw new Failure("signal " + name + " did not reach process " + pid + ": " + said);
      }
    } catch (IOException e) {
      throw new Failure("signal " + name + " did not reach process " + pid + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
  }

  /// The processor time that it has used; zero if unknown.
  Duration cpu() {
    return ProcessHandle.of(pid)
        .flatMap(handle -> handle.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  /// Its resident memory, if the system tells it.
  public Optional<Long> residentKiB() {
    try (var lines = Files.lines(PROC.resolve(pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// The parts of `/proc/PID/stat` that are used here.
  private record Stat(char letter, String started) {

    private static final int LETTER = 0;
    private static final int START_TICKS = 19;

    static Optional<Stat> read(long pid) {
      try {
        var line = Files.readString(PROC.resolve(pid + "/stat"));
        // The command's name is in parentheses, and may itself contain blanks and parentheses.
        var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        var boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        return Optional.of(
            new Stat(fields[LETTER].charAt(0), fields[START_TICKS] + " ticks after boot " + boot));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }
}

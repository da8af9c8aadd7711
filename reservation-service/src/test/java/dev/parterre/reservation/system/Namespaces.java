package dev.parterre.reservation.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Network namespaces that tests make on this machine: what they require, how they are named, and
/// how those of tests that have ended are removed.
final class Namespaces {

  private static final String PREFIX = "parterre-it-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]+)-([0-9]+)-.*");
  private static final List<String> TOOLS = List.of("ip", "tc");
  private static final Path PROC = Path.of("/proc");
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int START_TICKS = 19;
  private static final long NET_ADMIN = 1L << 12;
  private static final long SYS_ADMIN = 1L << 21;

  private Namespaces() {}

  /// Skips a test class, and says why, if no namespaces can be made.
  static final class Needed implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      var capabilities = capabilities();
      if ((capabilities & SYS_ADMIN) == 0 || (capabilities & NET_ADMIN) == 0) {
        return ConditionEvaluationResult.disabled(
            "only root on Linux (CAP_SYS_ADMIN, CAP_NET_ADMIN) can make network namespaces");
      }
      return TOOLS.stream()
          .filter(tool -> !isOnPath(tool))
          .findFirst()
          .map(tool -> ConditionEvaluationResult.disabled(tool + " of iproute2 is not installed"))
          .orElseGet(() -> ConditionEvaluationResult.enabled("namespaces can be made"));
    }
  }

  private static long capabilities() {
    try (var lines = Files.lines(PROC.resolve("self/status"))) {
      return lines
          .filter(line -> line.startsWith("CapEff:"))
          .mapToLong(line -> Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16))
          .findFirst()
          .orElse(0);
    } catch (IOException notLinux) {
      return 0;
    }
  }

  private static boolean isOnPath(String tool) {
    return Pattern.compile(":")
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  /// A name that tells which process made the namespace. It contains the start time of the process,
  /// since process ids are reused.
  static String name(String last) {
    var self = ProcessHandle.current().pid();
    return PREFIX + self + "-" + startTicks(self) + "-" + last;
  }

  /// Removes the namespaces of processes that have ended, and kills what still runs in them.
  static void sweep() {
    Commands.run("ip", "netns", "list")
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .filter(Namespaces::isLeftOver)
        .forEach(Namespaces::remove);
  }

  private static boolean isLeftOver(String namespace) {
    var name = NAME.matcher(namespace);
    return name.matches() && !startTicks(Long.parseLong(name.group(1))).equals(name.group(2));
  }

  static void remove(String namespace) {
    Until.holds("nothing runs in " + namespace, SOON, () -> isEmptied(namespace));
    Commands.run("ip", "netns", "del", namespace);
  }

  private static boolean isEmptied(String namespace) {
    var pids = Commands.run("ip", "netns", "pids", namespace).lines().map(Long::valueOf).toList();
    pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    return pids.isEmpty();
  }

  /// The start time of a process in clock ticks; empty if there is no such process.
  private static String startTicks(long pid) {
    try {
      // One character per byte, since the name of a command may contain any bytes.
      var stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[START_TICKS];
    } catch (IOException gone) {
      return "";
    }
  }
}

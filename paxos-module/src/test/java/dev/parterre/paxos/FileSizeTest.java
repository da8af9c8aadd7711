package dev.parterre.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No file of the whole tree is longer than one can keep in mind.
class FileSizeTest {

  private static final int CODE_LINES_MAX = 300;

  private static final List<Path> SOURCES =
      List.of(
          Path.of("src"),
          Path.of("../browser-module/src"),
          Path.of("../reservation-service/src"),
          Path.of("../web-ui/src"));

  /// Each holds one thing together that would not be easier to read in two.
  private static final Set<String> LONGER =
      Set.of(
          // The one order in which a turn does things.
          "EventLoop.java",
          // Who hears each message, in one place.
          "Replica.java",
          // All that can happen to a process.
          "SimulatedNode.java");

  @Test
  void no_file_has_more_than_three_hundred_lines_of_code_but_for_those_that_are_listed()
      throws IOException {
    var longer = new TreeSet<String>();
    var files = 0;
    for (var source : SOURCES) {
      for (var file : sourcesBelow(source)) {
        files++;
        if (codeLines(file) > CODE_LINES_MAX) {
          longer.add(String.valueOf(file.getFileName()));
        }
      }
    }
    assertThat(files).isGreaterThan(400);
    assertThat(longer).isEqualTo(LONGER);
  }

  private static List<Path> sourcesBelow(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().matches(".*\\.(java|ts|tsx)")).toList();
    }
  }

  private static long codeLines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(String::strip).filter(FileSizeTest::isCode).count();
    }
  }

  private static boolean isCode(String line) {
    return !line.isEmpty() && !line.startsWith("//") && !line.startsWith("import ");
  }
}

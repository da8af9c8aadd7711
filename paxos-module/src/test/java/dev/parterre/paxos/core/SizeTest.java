package dev.parterre.paxos.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The core has to be short enough to be read in one sitting.
class SizeTest {

  private static final Path CORE = Path.of("src/main/java/dev/parterre/paxos/core");
  private static final int CODE_LINES_MAX = 2000;
  private static final int METHOD_LINES_MAX = 40;

  private static List<Path> files() throws IOException {
    try (var files = Files.list(CORE)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isCode(String line) {
    var text = line.strip();
    return !text.isEmpty() && !text.startsWith("//") && !text.startsWith("import ");
  }

  @Test
  void the_core_has_less_than_two_thousand_lines_of_code() throws IOException {
    var code = files().stream().flatMap(file -> lines(file).stream()).filter(SizeTest::isCode);
    assertThat(code.count()).isBetween(1000L, CODE_LINES_MAX - 1L);
  }

  /// A member begins and ends with a brace that is indented by two or four spaces, as the formatter
  /// writes it.
  @Test
  void no_method_of_the_core_has_more_than_forty_lines() throws IOException {
    var tooLong = new ArrayList<String>();
    var methods = 0;
    for (var file : files()) {
      var begun = -1;
      var lines = lines(file);
      for (var i = 0; i < lines.size(); i++) {
        var line = lines.get(i);
        if (line.matches("  [a-zA-Z@].*\\) (throws \\w+ )?\\{") || line.matches(" {6}.*\\) \\{")) {
          begun = begun < 0 ? i : begun;
        } else if (line.equals("  }")) {
          if (begun >= 0) {
            methods++;
          }
          if (begun >= 0 && i - begun + 1 > METHOD_LINES_MAX) {
            tooLong.add(file.getFileName() + ":" + (begun + 1));
          }
          begun = -1;
        }
      }
    }
    assertThat(methods).isGreaterThan(150);
    assertThat(tooLong).isEmpty();
  }
}

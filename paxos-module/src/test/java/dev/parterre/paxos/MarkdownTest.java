package dev.parterre.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The documents of the whole repository can be read without a renderer. The formatters see to the
/// width of Java and TypeScript.
class MarkdownTest {

  private static final Path ROOT = Path.of("..");
  private static final Set<String> NOT_WRITTEN_HERE =
      Set.of(".git", ".parterre", "node_modules", "target");
  private static final int COLUMNS_MAX = 120;

  /// The numbers of the lines that are too long, from 1. A row of a table and a block of code
  /// cannot be broken, and the address of a link does not count.
  private static List<Integer> tooLong(List<String> lines) {
    var found = new ArrayList<Integer>();
    var inCode = false;
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.strip().startsWith("```")) {
        inCode = !inCode;
      } else if (!inCode && !line.startsWith("|") && columns(line) > COLUMNS_MAX) {
        found.add(i + 1);
      }
    }
    return found;
  }

  private static int columns(String line) {
    var shown = line.replaceAll("]\\([^)]*\\)", "]");
    return shown.codePointCount(0, shown.length());
  }

  private static List<Path> documents() throws IOException {
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return NOT_WRITTEN_HERE.stream().anyMatch(directory::endsWith)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  @Test
  void no_line_of_a_document_has_more_than_120_columns() throws IOException {
    var documents = documents();
    assertThat(documents).contains(ROOT.resolve("README.md")).hasSizeGreaterThan(20);
    var found = new ArrayList<String>();
    for (var document : documents) {
      tooLong(Files.readAllLines(document)).forEach(line -> found.add(document + ":" + line));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void a_long_line_is_found_except_in_tables_and_code_and_for_the_address_of_a_link() {
    var words = "word ".repeat(24).strip();
    var lines =
        List.of(
            words + " w",
            words + "w",
            "| " + words + " |",
            "```",
            words + " w",
            "```",
            "[" + words.substring(2) + "](https://example.org/somewhere)",
            "[" + words + "](x)",
            "- " + words);
    assertThat(tooLong(lines)).containsExactly(1, 8, 9);
  }
}

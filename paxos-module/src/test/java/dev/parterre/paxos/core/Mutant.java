package dev.parterre.paxos.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A fault to be put into the source of the core. The list of them, `mutants.txt`, has one for each
/// rule on which safety or progress depends; faults that nobody could notice are not on it.
///
/// @param name what the faulty core does, in words
/// @param file of the core, without its suffix
/// @param text what occurs in it exactly once, regardless of line breaks
/// @param fault what replaces it
record Mutant(String name, String file, String text, String fault) {

  static List<Mutant> all() {
    try (var list = Mutant.class.getResourceAsStream("mutants.txt")) {
      if (list == null) {
        throw new IllegalStateException("there is no list of mutants");
      }
      var text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.strip().split("\n\n")).map(Mutant::parse).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// A line `File: name`, a line `- ` with the text, and, if it is replaced, a line `+ ` with what
  /// replaces it.
  private static Mutant parse(String lines) {
    var parts = lines.split("\n");
    var head = parts[0].split(": ", 2);
    var fault = parts.length == 2 ? "" : behind("+ ", parts[2]);
    return new Mutant(head[1], head[0], behind("- ", parts[1]), fault);
  }

  private static String behind(String mark, String line) {
    if (!line.startsWith(mark)) {
      throw new IllegalStateException("no '" + mark + "' before: " + line);
    }
    return line.substring(mark.length());
  }

  static Mutant named(String name) {
    return all().stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
  }

  /// @throws IllegalStateException when the source has changed, and the text is no longer found
  ///   exactly once
  String in(String source) {
    var pattern =
        Arrays.stream(text.split(" ")).map(Pattern::quote).collect(Collectors.joining("\\s+"));
    var places = Pattern.compile(pattern).matcher(source);
    var found = places.results().count();
    if (found != 1) {
      throw new IllegalStateException(
          "the list of mutants is stale: '%s' has its text %d times in %s.java: %s"
              .formatted(name, found, file, text));
    }
    return places.reset().replaceFirst(Matcher.quoteReplacement(fault));
  }

  @Override
  public String toString() {
    return name;
  }
}

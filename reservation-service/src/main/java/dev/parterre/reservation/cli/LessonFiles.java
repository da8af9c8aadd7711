package dev.parterre.reservation.cli;

import dev.parterre.paxos.lesson.Lesson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// The lessons that come with the program.
final class LessonFiles {

  private LessonFiles() {}

  /// In the order in which they are to be read.
  static List<String> names() {
    return text("contents.txt").lines().toList();
  }

  /// The name that a reader types, without the number in front of it.
  static String shortName(String name) {
    return name.substring(name.indexOf('-') + 1);
  }

  /// The script of a lesson, found by its name, its short name or its number.
  static String script(String wanted) throws Failure {
    for (var name : names()) {
      var number = Integer.toString(Integer.parseInt(name.substring(0, name.indexOf('-'))));
      if (List.of(name, shortName(name), number).contains(wanted)) {
        return text(name + ".lesson");
      }
    }
    var known = names().stream().map(LessonFiles::shortName).collect(Collectors.joining(", "));
    throw new Failure("there is no lesson " + wanted + "; there are " + known);
  }

  static String title(String name) {
    return Lesson.read(text(name + ".lesson")).title();
  }

  private static String text(String file) {
    try (var in = Lesson.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

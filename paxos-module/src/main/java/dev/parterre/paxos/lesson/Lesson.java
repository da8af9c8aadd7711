package dev.parterre.paxos.lesson;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A script that has been read whole.
public final class Lesson {

  private record Step(int line, List<String> remarks, String text, Instruction instruction) {}

  private final String title;
  private final List<Step> steps;
  private final List<String> epilogue;

  private Lesson(String title, List<Step> steps, List<String> epilogue) {
    this.title = title;
    this.steps = steps;
    this.epilogue = epilogue;
  }

  /// @throws LessonException that names the line which cannot be read, and what was expected
  public static Lesson read(String script) {
    var steps = new ArrayList<Step>();
    var remarks = new ArrayList<String>();
    var number = 0;
    for (var line : script.lines().toList()) {
      number++;
      if (Parser.isIdle(line)) {
        remarks.add(line.stripTrailing());
      } else {
        steps.add(new Step(number, List.copyOf(remarks), line.strip(), parse(number, line)));
        remarks.clear();
      }
    }
    return new Lesson(titleOf(script), steps, List.copyOf(remarks));
  }

  private static Instruction parse(int number, String line) {
    try {
      return Parser.parse(line);
    } catch (LessonException wrong) {
      throw wrong.inLine(number);
    }
  }

  private static String titleOf(String script) {
    var first = script.lines().findFirst().orElse("");
    return first.startsWith("#") ? first.substring(1).strip() : "";
  }

  /// The first line, if it is a comment.
  public String title() {
    return title;
  }

  /// Plays it from the first line to the last.
  ///
  /// @throws LessonException that names the line which cannot be carried out, or expects what is
  ///   not so
  public List<Page> play(Wanted wanted) {
    var director = new Director(wanted);
    var pages = new ArrayList<Page>();
    for (var step : steps) {
      pages.add(play(director, step));
    }
    if (!epilogue.isEmpty()) {
      pages.add(new Page(epilogue, "", List.of(), pictureOf(director)));
    }
    return pages;
  }

  private static Page play(Director director, Step step) {
    try {
      var happenings = director.carryOut(step.instruction);
      return new Page(step.remarks, step.text, happenings, pictureOf(director));
    } catch (LessonException wrong) {
      throw wrong.inLine(step.line);
    }
  }

  private static @Nullable Picture pictureOf(Director director) {
    var stage = director.stage();
    return stage == null ? null : Picture.of(stage);
  }

  /// All pages, as the file beside a lesson has them.
  public static String transcript(List<Page> pages) {
    var text = new StringBuilder();
    pages.forEach(page -> page.lines().forEach(line -> text.append(line).append('\n')));
    return text.toString();
  }
}

package dev.parterre.paxos.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plays every lesson on the real core. With `-Dlessons.rewrite` it writes the transcripts anew
/// instead of comparing them; what then differs is to be read before it is committed.
class LessonsTest {

  private static final Path LESSONS = Path.of("lessons");
  private static final boolean REWRITE = System.getProperty("lessons.rewrite") != null;

  static Stream<String> names() throws IOException {
    return Files.readAllLines(LESSONS.resolve("contents.txt")).stream();
  }

  private static String script(String name) throws IOException {
    return Files.readString(LESSONS.resolve(name + ".lesson"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_lesson_goes_as_its_transcript_says(String name) throws IOException {
    var actual = Lesson.transcript(Lesson.read(script(name)).play(Wanted.NOTHING));
    var file = LESSONS.resolve(name + ".transcript");
    if (REWRITE) {
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }

  @Test
  void the_contents_name_every_lesson_and_nothing_else() throws IOException {
    try (var files = Files.list(LESSONS)) {
      var expected = new ArrayList<>(List.of("contents.txt"));
      names().forEach(name -> expected.addAll(List.of(name + ".lesson", name + ".transcript")));
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_lesson_has_a_title(String name) throws IOException {
    assertThat(Lesson.read(script(name)).title()).contains(": ");
  }

  /// Each condition of each lesson, with another value than the one it expects.
  @ParameterizedTest
  @MethodSource("names")
  void a_lesson_fails_where_an_expectation_does_not_hold(String name) throws IOException {
    var lines = script(name).lines().toList();
    var changed = 0;
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.startsWith("expect ")) {
        var conditions = line.substring("expect ".length()).split(" and ");
        for (var j = 0; j < conditions.length; j++) {
          var wrong = conditions.clone();
          wrong[j] = otherwise(conditions[j]);
          assertFails(lines, i, "expect " + String.join(" and ", wrong));
          changed++;
        }
      }
    }
    assertThat(changed).isPositive();
  }

  private static void assertFails(List<String> lines, int at, String wrong) {
    var script = new ArrayList<>(lines);
    script.set(at, wrong);
    assertThatThrownBy(() -> Lesson.read(String.join("\n", script)).play(Wanted.NOTHING))
        .as(wrong)
        .isInstanceOf(LessonException.class)
        .hasMessageStartingWith("line " + (at + 1) + ": that is not so: ");
  }

  private static String otherwise(String condition) {
    var words = condition.split(" ");
    var last = words[words.length - 1];
    return switch (words[0]) {
      case "leader", "down" -> words[0] + " " + (last.equals("1") ? 2 : 1);
      case "no" -> "leader 1";
      case "undecided" -> condition.substring(2) + " something";
      case "under-way" -> condition.replace("under-way ", "under-way 1");
      case "promised" -> but(condition, "99.1");
      case "members" -> condition + " 9";
      case "node" -> but(condition, "9");
      case "snapshot" -> condition + "9";
      default -> but(condition, last.equals("nothing") ? "something" : "nothing");
    };
  }

  private static String but(String condition, String last) {
    return condition.substring(0, condition.lastIndexOf(' ') + 1) + last;
  }

  @Test
  void a_lesson_that_cannot_be_read_names_the_line_and_what_was_expected() {
    assertThatThrownBy(() -> Lesson.read("nodes 3\n\npropse 1 blue\n"))
        .isInstanceOf(LessonException.class)
        .hasMessageStartingWith("line 3: expected one of nodes, seed, propose")
        .hasMessageEndingWith("but \"propse\" stands there");
  }

  @Test
  void a_lesson_that_cannot_be_carried_out_names_the_line() {
    var lesson = Lesson.read("nodes 3\ndeliver promise to 1\n");
    assertThatThrownBy(() -> lesson.play(Wanted.NOTHING))
        .hasMessage("line 2: no promise to 1 is under way");
  }

  @Test
  void a_lesson_that_is_played_twice_goes_the_same_way() throws IOException {
    var lesson = Lesson.read(script("13-toy"));
    assertThat(lesson.play(Wanted.NOTHING)).isEqualTo(lesson.play(Wanted.NOTHING));
  }

  @Test
  void what_a_player_wants_takes_the_place_of_what_the_script_says() throws IOException {
    var lesson = Lesson.read(script("13-toy"));
    var wanted = new Wanted(7, Chance.of(0), 99L);
    var last = lesson.play(wanted).getLast().picture();
    assertThat(last).isNotNull();
    assertThat(last.nodes()).hasSize(7);
    assertThat(last.chosen()).hasSize(8);
    assertThat(lesson.play(new Wanted(null, null, 5L))).isNotEqualTo(lesson.play(Wanted.NOTHING));
  }
}

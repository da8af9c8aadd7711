package dev.parterre.reservation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.lesson.Lesson;
import dev.parterre.paxos.lesson.Wanted;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Standard input is not a terminal here; what a reader types at one is given to [LessonReader].
class LessonCommandTest {

  private static final String SCRIPT =
      """
      # Mine: a try
      nodes 3
      propose 1 blue

      # It stands.
      ballot 1
      settle
      """;

  private final InputStream input = System.in;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void giveInputBack() {
    System.setIn(input);
  }

  private int run(String script, String... arguments) {
    System.setIn(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)));
    return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  @Test
  void without_a_name_it_lists_the_lessons_in_their_order() {
    assertThat(run("", "lesson")).isZero();

    assertThat(out.toString().lines())
        .hasSizeGreaterThan(12)
        .first()
        .asString()
        .matches("one-decree +One decree: .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gaps", "06-gaps", "6"})
  void a_lesson_has_a_name_and_a_number(String name) {
    assertThat(run("", "lesson", name)).isZero();

    assertThat(out.toString()).startsWith("# Gaps: ").contains("\n> ballot 1\n");
  }

  @Test
  void a_lesson_that_is_not_there_ends_with_1_and_those_that_are() {
    assertThat(run("", "lesson", "raft")).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("parterre: there is no lesson raft; there are one-decree, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lesson", "lesson --free"})
  void a_script_of_ones_own_comes_from_standard_input(String line) {
    assertThat(run(SCRIPT, line.split(" "))).isZero();

    assertThat(out.toString())
        .startsWith("# Mine: a try\n> nodes 3\n")
        .contains("node 1 knows the decision in slot 1: blue");
  }

  @Test
  void a_wrong_line_ends_with_1_and_says_what_was_expected() {
    assertThat(run(SCRIPT + "stop 1\n", "lesson")).isEqualTo(1);

    assertThat(err.toString()).startsWith("parterre: line 8: expected one of nodes, seed");
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void an_expectation_that_does_not_hold_ends_with_1() {
    assertThat(run(SCRIPT + "expect leader 2\n", "lesson")).isEqualTo(1);

    assertThat(err.toString().strip()).isEqualTo("parterre: line 8: that is not so: 1 leads");
  }

  @Test
  void options_take_the_place_of_what_the_script_says() {
    assertThat(run(SCRIPT + "show\n", "lesson", "--acceptors", "5")).isZero();
    assertThat(out.toString()).contains("node 5 ");

    assertThat(run("fails 0%\nround\n", "lesson", "--acceptors", "2", "--failure-probability", "1"))
        .isZero();
    assertThat(out.toString()).contains("round 1: nobody is left to propose anything");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--acceptors 0", "--acceptors 16", "--failure-probability 2", "--acceptors -1"})
  void a_stage_that_cannot_be_is_refused(String options) {
    assertThat(run("", ("lesson toy " + options).split(" "))).isEqualTo(1);

    assertThat(err.toString()).startsWith("parterre: a ").hasLineCount(1);
  }

  @Test
  void a_name_and_a_script_of_ones_own_are_two_things() {
    assertThat(run("", "lesson", "gaps", "--free")).isEqualTo(2);
  }

  private String type(String keys) throws IOException {
    var pages = Lesson.read(SCRIPT).play(Wanted.NOTHING);
    new LessonReader(new BufferedReader(new StringReader(keys)), new PrintWriter(out)).read(pages);
    return out.toString();
  }

  @Test
  void a_reader_goes_on_with_enter_and_ends_behind_the_last_step() throws IOException {
    assertThat(type("\n\n\n\n\n\n"))
        .containsSubsequence("[1/4] ", "> propose 1 blue", "[2/4] ", "# It stands.", "> ballot 1")
        .containsSubsequence("[3/4] ", "> settle", "[4/4] ")
        .doesNotContain("[5");
  }

  @Test
  void a_reader_goes_back_and_jumps() throws IOException {
    assertThat(type("3\nb\nb\nb\n9\nq\n"))
        .containsSubsequence(
            "[1/4] ", "> ballot 1", "[3/4] ", "> propose", "[2/4] ", "> nodes 3", "[1/4] ")
        .containsSubsequence("> nodes 3", "[1/4] The steps are 1 to 4.", "[1/4] ");
  }

  @Test
  void a_reader_sees_the_stage_of_any_step() throws IOException {
    assertThat(type("4\ns\nq\n")).containsSubsequence("[4/4] ", "leads under 1.1", "[4/4] ");
  }

  @Test
  void a_reader_who_types_a_wrong_line_is_told_and_goes_on() throws IOException {
    var keys = "nodes 3\nstop\nballot 1\nhelp\nq\n";
    new LessonReader(new BufferedReader(new StringReader(keys)), new PrintWriter(out))
        .rehearse(Wanted.NOTHING);

    assertThat(out.toString())
        .containsSubsequence("expected one of", "its ballot 1.1", "settle: deliver all");
  }
}

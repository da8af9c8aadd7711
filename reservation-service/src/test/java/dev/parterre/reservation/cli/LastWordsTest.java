package dev.parterre.reservation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastWordsTest {

  @Test
  void the_description_of_a_failed_start_is_what_counts() {
    var log =
        """
        2026-11-21T10:00:00.000Z ERROR 7 --- [main] o.s.b.d.LoggingFailureAnalysisReporter :

        ***************************
        APPLICATION FAILED TO START
        ***************************

        Description:

        parterre.members names replica 2 twice.

        Action:

        Name each once.
        """;

    assertThat(LastWords.in(log)).isEqualTo("parterre.members names replica 2 twice.");
  }

  @Test
  void else_the_last_error_counts() {
    var log =
        """
        2026-11-21T10:00:00.000Z ERROR 7 --- [main] d.p.Node : the disk is full
        2026-11-21T10:00:00.001Z  INFO 7 --- [main] d.p.Node : stopped
        """;

    assertThat(LastWords.in(log)).isEqualTo("the disk is full");
  }

  @Test
  void else_the_last_line_counts() {
    assertThat(LastWords.in("Error: no such class\n\n")).isEqualTo("Error: no such class");
    assertThat(LastWords.in("")).isEqualTo("it said nothing");
  }
}

package dev.parterre.reservation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

  @TempDir Path folder = Path.of("");

  private record Said(int status, String out, String err) {}

  private static Said say(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int status = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Said(status, out.toString(), err.toString());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void a_plan_is_checked_drawn_and_converted_and_what_comes_out_is_read_again() throws IOException {
    var table = file("hall.csv", "section,row,seat,category,x,y\nPit,A,1,Ä,0,0\nPit,A,2,Ä,30,0\n");

    assertThat(say("plan", "check", table))
        .isEqualTo(new Said(0, "hall: 2 seats in 1 row\n  Ä: 2 seats\n", ""));
    var drawn = say("plan", "draw", table);
    var converted = say("plan", "convert", table);
    assertThat(drawn.out())
        .contains("id=\"Pit-A-1\"")
        .satisfies(it -> assertThat(it.chars()).allMatch(c -> c < 128));
    assertThat(converted.out()).contains("\\u00C4");
    for (var again :
        new String[] {file("again.svg", drawn.out()), file("again.json", converted.out())}) {
      assertThat(say("plan", "check", again).out()).contains("2 seats in 1 row");
    }
  }

  @Test
  void each_fault_is_a_line_and_the_command_fails_with_one() throws IOException {
    var table = file("hall.csv", "section,row,seat,category,x,y\nPit,,1,A,0,0\nPit,A,2,A,x,0\n");

    var checked = say("plan", "check", table);
    assertThat(checked.status()).isEqualTo(1);
    assertThat(checked.out().lines())
        .hasSize(2)
        .first()
        .isEqualTo(table + ":2: Column row is empty.");
    assertThat(checked.err().lines()).hasSize(1).first().asString().contains("2 faults");
    var drawn = say("plan", "draw", table);
    assertThat(drawn.status()).isEqualTo(1);
    assertThat(drawn.out()).isEmpty();
    assertThat(say("plan", "check", folder.resolve("none.json").toString()).err())
        .contains("does not exist");
    assertThat(say("plan").status()).isEqualTo(2);
    assertThat(say("plan", "check").status()).isEqualTo(2);
    assertThat(say("plan", "draw", "--help").status()).isZero();
  }
}

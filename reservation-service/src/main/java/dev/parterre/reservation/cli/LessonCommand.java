package dev.parterre.reservation.cli;

import dev.parterre.paxos.lesson.Chance;
import dev.parterre.paxos.lesson.Lesson;
import dev.parterre.paxos.lesson.LessonException;
import dev.parterre.paxos.lesson.Wanted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "lesson",
    description = {
      "Plays a lesson about Paxos on the real core, step by step. Without NAME, lists all lessons.",
      "Needs no cluster. How to write one: docs/LESSONS.md."
    })
final class LessonCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The lesson's name or number.")
  private @Nullable String name;

  @Option(names = "--all", description = "Show all steps at once.")
  private boolean all;

  @Option(names = "--free", description = "Read the script from the keyboard or standard input.")
  private boolean free;

  @Option(
      names = "--acceptors",
      paramLabel = "N",
      description = "The number of nodes, instead of the script's.")
  private @Nullable Integer acceptors;

  @Option(
      names = "--failure-probability",
      paramLabel = "P",
      description = "0 to 1: how likely a node fails in half a round, instead of the script's.")
  private @Nullable Double failureProbability;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of all random choices, instead of the script's.")
  private @Nullable Long seed;

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean help;

  @Override
  public Integer call() throws Failure {
    if (free && name != null) {
      throw new ParameterException(spec.commandLine(), "give either NAME or --free, not both");
    }
    try {
      var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      if (name != null) {
        read(in, LessonFiles.script(name));
      } else if (isAtTerminal() && free) {
        reader(in).rehearse(wanted());
      } else if (free || (!isAtTerminal() && System.in.available() > 0)) {
        print(String.join("\n", in.lines().toList()));
      } else {
        list();
      }
    } catch (LessonException wrong) {
      throw new Failure(String.valueOf(wrong.getMessage()));
    } catch (IOException e) {
      throw new Failure("standard input cannot be read: " + e.getMessage());
    } finally {
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  private void read(BufferedReader in, String script) throws IOException {
    if (all || !isAtTerminal()) {
      print(script);
    } else {
      reader(in).read(Lesson.read(script).play(wanted()));
    }
  }

  private LessonReader reader(BufferedReader in) {
    return new LessonReader(in, spec.commandLine().getOut());
  }

  private void print(String script) {
    spec.commandLine().getOut().print(Lesson.transcript(Lesson.read(script).play(wanted())));
  }

  private void list() {
    var out = spec.commandLine().getOut();
    for (var each : LessonFiles.names()) {
      out.printf("%-30s %s%n", LessonFiles.shortName(each), LessonFiles.title(each));
    }
    out.println();
    out.println("./parterre lesson NAME plays one; ./parterre lesson --free takes your own.");
  }

  private Wanted wanted() {
    var fails = failureProbability == null ? null : Chance.of(failureProbability);
    return new Wanted(acceptors, fails, seed);
  }

  private static boolean isAtTerminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }
}

package dev.parterre.reservation.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line. Ends with 0; with 1 and one line on standard error when a command failed; with
/// 2 when it was called wrongly.
@Command(
    name = "./parterre",
    description = "Runs a box office of several replicas on this machine.",
    subcommands = {
      UpCommand.class,
      StatusCommand.class,
      ReplicaCommand.Kill.class,
      ReplicaCommand.Start.class,
      ReplicaCommand.Stop.class,
      ReplicaCommand.Pause.class,
      ReplicaCommand.Resume.class,
      MembersCommand.Lead.class,
      MembersCommand.Add.class,
      MembersCommand.Remove.class,
      MembersCommand.Replace.class,
      MembersCommand.Time.class,
      MembersCommand.PassOver.class,
      DownCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      LogsCommand.class,
      BenchCommand.class,
      SimulateCommand.class,
      LessonCommand.class,
      HealthCommand.class
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--help", usageHelp = true, description = "Say this.")
  boolean help;

  private Main() {}

  /// Called by the script `parterre`.
  public static void main(String... arguments) {
    System.exit(run(writer(System.out), writer(System.err), arguments));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, stream.charset()));
  }

  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    var line =
        new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(out)
            .setErr(err)
            .setUsageHelpLongOptionsMaxWidth(24)
            .setParameterExceptionHandler((wrong, _) -> sayWrongCall(wrong))
            .setExecutionExceptionHandler((failed, at, _) -> sayFailure(failed, at));
    return line.execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  private static int sayWrongCall(ParameterException wrong) {
    var line = wrong.getCommandLine();
    var err = line.getErr();
    err.println("parterre: " + firstLine(wrong));
    err.print("Usage: " + line.getHelp().synopsis(0));
    err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return line.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int sayFailure(Exception failed, CommandLine line) {
    var sentence = failed instanceof Failure ? firstLine(failed) : failed.toString();
    line.getErr().println("parterre: " + sentence.lines().findFirst().orElse(""));
    line.getErr().flush();
    return line.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String firstLine(Exception failed) {
    return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
  }
}

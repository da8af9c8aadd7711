package dev.parterre.reservation.cli;

import dev.parterre.reservation.cli.bench.BenchCommand;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line. Exits with 0 on success, with 1 and one line on standard error if a command
/// failed, and with 2 if it was called wrongly.
@Command(
    name = "./parterre",
    description = "Runs a box office of several replicas on this machine.")
public final class Main implements Runnable {

  /// In the order of the help. Reading a command's options takes much of the time of a quick
  /// command, so only the one that is called is read; all of them are if the call names none.
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("up", UpCommand.class);
    COMMANDS.put("status", StatusCommand.class);
    COMMANDS.put("kill", ReplicaCommand.Kill.class);
    COMMANDS.put("start", ReplicaCommand.Start.class);
    COMMANDS.put("stop", ReplicaCommand.Stop.class);
    COMMANDS.put("pause", ReplicaCommand.Pause.class);
    COMMANDS.put("resume", ReplicaCommand.Resume.class);
    COMMANDS.put("lead", MembersCommand.Lead.class);
    COMMANDS.put("add", MembersCommand.Add.class);
    COMMANDS.put("remove", MembersCommand.Remove.class);
    COMMANDS.put("replace", MembersCommand.Replace.class);
    COMMANDS.put("time", MembersCommand.Time.class);
    COMMANDS.put("pass-over", MembersCommand.PassOver.class);
    COMMANDS.put("down", DownCommand.class);
    COMMANDS.put("backup", BackupCommand.class);
    COMMANDS.put("restore", RestoreCommand.class);
    COMMANDS.put("logs", LogsCommand.class);
    COMMANDS.put("bench", BenchCommand.class);
    COMMANDS.put("simulate", SimulateCommand.class);
    COMMANDS.put("lesson", LessonCommand.class);
    COMMANDS.put("plan", PlanCommand.class);
    COMMANDS.put("health", HealthCommand.class);
    COMMANDS.put("rehearse", RehearseCommand.class);
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean help;

  private Main() {}

  /// Called by the script `parterre`.
  public static void main(String... arguments) {
    Locale.setDefault(Locale.ROOT);
    System.exit(run(writer(System.out), writer(System.err), arguments));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, stream.charset()));
  }

  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    var line =
        withCommands(new CommandLine(new Main()), arguments)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(out)
            .setErr(err)
            .setUsageHelpLongOptionsMaxWidth(24)
            .setParameterExceptionHandler((wrong, _) -> sayWrongCall(wrong))
            .setExecutionExceptionHandler((failed, at, _) -> sayFailure(failed, at));
    return line.execute(arguments);
  }

  private static CommandLine withCommands(CommandLine line, String... arguments) {
    var called = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
    if (called != null) {
      return line.addSubcommand(arguments[0], called);
    }
    COMMANDS.forEach(line::addSubcommand);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command was given");
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

package dev.parterre.reservation.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "down", description = "Stops all replicas; their data stays.")
final class DownCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--wipe", description = "Also remove their data.")
  private boolean wipe;

  @Override
  public Integer call() throws Failure {
    var directory = data.directory();
    if (ClusterFile.load(directory.clusterFile()).isEmpty()) {
      say("There is no cluster in " + directory.root() + ".");
      return 0;
    }
    try (var _ = directory.lock(PATIENCE)) {
      var replicas = new Replicas(directory, directory.cluster());
      var running = replicas.running().size();
      replicas.stop();
      say(running == 0 ? "Nothing was running." : "Stopped.");
      if (wipe) {
        directory.wipe(replicas.cluster());
        say("Removed what was in " + directory.root() + ".");
      }
    }
    return 0;
  }

  private void say(String sentence) {
    spec.commandLine().getOut().println(sentence);
    spec.commandLine().getOut().flush();
  }
}

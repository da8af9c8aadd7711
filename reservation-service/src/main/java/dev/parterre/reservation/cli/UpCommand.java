package dev.parterre.reservation.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "up",
    description = "Starts the replicas, and returns when they sell an example event.")
final class UpCommand implements Callable<Integer> {

  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(60);
  private static final int REPLICAS = 3;
  private static final int PORT = 8081;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--replicas",
      paramLabel = "N",
      description = "How many, 1 to " + ClusterFile.REPLICAS_MAX + " (default: " + REPLICAS + ").")
  private @Nullable Integer replicas;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The first replica's port for clients (default: " + PORT + ").")
  private @Nullable Integer port;

  @Override
  public Integer call() throws Failure {
    requireRange("--replicas", replicas, 1, ClusterFile.REPLICAS_MAX);
    requireRange("--port", port, ClusterFile.PORT_MIN, ClusterFile.PORT_MAX);
    var directory = data.directory();
    directory.create();
    try (var _ = directory.lock(LOCK_PATIENCE)) {
      var running = new Replicas(directory, cluster(directory));
      if (running.running().isEmpty()) {
        start(directory, running);
      } else {
        join(directory, running);
      }
    }
    return 0;
  }

  private void requireRange(String option, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      throw new ParameterException(
          spec.commandLine(), "%s must be %d to %d".formatted(option, least, most));
    }
  }

  /// The cluster that is already here, if it is what was asked for; otherwise a new one.
  private ClusterFile cluster(DataDirectory directory) throws Failure {
    var found = ClusterFile.load(directory.clusterFile());
    if (found.isEmpty()) {
      return Opening.newCluster(replicas != null ? replicas : REPLICAS, port != null ? port : PORT);
    }
    var cluster = found.get();
    var count = cluster.replicas().size();
    if (replicas != null && replicas != count) {
      throw new Failure("the cluster in " + directory.root() + " has " + count + " replicas");
    }
    if (port == null || port == cluster.firstPort()) {
      return cluster;
    }
    throw new Failure(
        "the cluster in %s has port %d; the ports of its replicas cannot be changed"
            .formatted(directory.root(), cluster.firstPort()));
  }

  private void start(DataDirectory directory, Replicas replicas) throws Failure {
    Replicas.requireFreePorts(replicas.cluster().replicas());
    var opening = new Opening(directory);
    var tokenIsRandom = !Opening.tokenIsGiven() && opening.keptToken().isEmpty();
    var token = opening.tokenToStartWith();
    opening.makePeerSecret();
    if (tokenIsRandom) {
      say("Admin token (kept in %s): %s", directory.adminTokenFile(), token);
    }
    say("Starting %d replica%s ...", replicas.cluster().replicas().size(), plural(replicas));
    opening.start(replicas, token);
    var cluster = opening.loadExample(replicas, token);
    say("Parterre is open.%n");
    sayWhere(cluster);
  }

  private static String plural(Replicas replicas) {
    return replicas.cluster().replicas().size() == 1 ? "" : "s";
  }

  private void join(DataDirectory directory, Replicas replicas) throws Failure {
    var cluster = replicas.cluster();
    var down = replicas.down();
    if (down.isEmpty()) {
      var opening = new Opening(directory);
      cluster = opening.loadExample(replicas, opening.keptToken().orElse(""));
      say("Running already.%n");
    } else {
      say(
          "Running already, but not replica %s: ./parterre start %d%s%n",
          down.stream().map(r -> "" + r.id()).collect(Collectors.joining(", ")),
          down.getFirst().id(),
          data.directory().suffix());
    }
    sayWhere(cluster);
  }

  private void sayWhere(ClusterFile cluster) {
    for (var replica : cluster.replicas()) {
      say("  Replica %d          %s/", replica.id(), replica.url());
    }
    var last = cluster.replicas().getLast().id();
    say("");
    say("  Book a seat        open any of these addresses in a browser");
    say("  See who leads      ./parterre status%s", data.directory().suffix());
    say("  Kill one, go on    ./parterre kill %d%s", last, data.directory().suffix());
    say("  Bring it back      ./parterre start %d%s", last, data.directory().suffix());
    say("  Stop               ./parterre down%s", data.directory().suffix());
  }

  private void say(String format, Object... arguments) {
    var out = spec.commandLine().getOut();
    out.println(format.formatted(arguments));
    out.flush();
  }
}

package dev.parterre.reservation.cli.bench;

import dev.parterre.reservation.cli.Admin;
import dev.parterre.reservation.cli.ClusterFile;
import dev.parterre.reservation.cli.DataDirectory;
import dev.parterre.reservation.cli.DataOption;
import dev.parterre.reservation.cli.Failure;
import dev.parterre.reservation.cli.Opening;
import dev.parterre.reservation.cli.Patience;
import dev.parterre.reservation.cli.Replicas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "start",
    description = {
      "Measures how long a new cluster takes until it sells:",
      "from the start of the first process, on an empty folder, to the first acknowledged",
      "reservation. Then the cluster is removed, before the next run."
    })
final class BenchStartCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int FIRST_PORT = 18_081;
  private static final String SEAT = "stalls-A-1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--runs", paramLabel = "N", description = "How many runs (default: 5).")
  private int runs = 5;

  @Option(names = "--replicas", paramLabel = "N", description = "Replicas in each (default: 3).")
  private int replicas = 3;

  @Override
  public Integer call() throws Failure {
    if (runs < 1 || runs > 1000 || replicas < 1 || replicas > ClusterFile.REPLICAS_MAX) {
      throw new ParameterException(
          spec.commandLine(), "--runs must be 1 to 1000, --replicas 1 to 7");
    }
    data.directory().create();
    var seconds = new ArrayList<Double>();
    for (var run = 1; run <= runs; run++) {
      seconds.add(measure());
      say("%3d  first reservation after %.1f s", run, seconds.getLast());
    }
    say("median of %d: %.1f s", runs, BenchCommand.median(seconds));
    return 0;
  }

  private double measure() throws Failure {
    var directory = new DataDirectory(temporary());
    var started = new Replicas(directory, newCluster(replicas));
    var opening = new Opening(directory);
    var token = opening.tokenToStartWith();
    opening.makePeerSecret();
    try {
      var begun = System.nanoTime();
      opening.start(started, token);
      var cluster = opening.loadExample(started, token);
      reserve(cluster, token);
      return (System.nanoTime() - begun) / 1e9;
    } finally {
      started.stop();
      directory.wipe(started.cluster());
    }
  }

  private static void reserve(ClusterFile cluster, String token) throws Failure {
    var body =
        Map.of(
            "eventId",
            String.valueOf(cluster.exampleEvent()),
            "seats",
            List.of(SEAT),
            "customer",
            Map.of("name", "Bench", "email", "bench@example.org"));
    Admin.of(cluster, token)
        .post("/reservations", "first-" + cluster.clusterId(), body, Patience.of(PATIENCE));
  }

  /// In the cluster's own folder, so that the same disk is measured.
  private Path temporary() throws Failure {
    try {
      return Files.createTempDirectory(data.directory().root(), "bench-start-");
    } catch (IOException e) {
      throw new Failure("no temporary folder: " + e.getMessage());
    }
  }

  /// On ports that are free now.
  static ClusterFile newCluster(int replicas) throws Failure {
    for (var port = FIRST_PORT; port < FIRST_PORT + 5000; port += ClusterFile.REPLICAS_MAX) {
      var cluster = Opening.newCluster(replicas, port);
      var ports = cluster.replicas().stream().flatMap(member -> member.ports().stream());
      if (ports.allMatch(Replicas::isFree)) {
        return cluster;
      }
    }
    throw new Failure("no free ports from " + FIRST_PORT + " on");
  }

  private void say(String format, Object... arguments) {
    spec.commandLine().getOut().println(format.formatted(arguments));
    spec.commandLine().getOut().flush();
  }
}

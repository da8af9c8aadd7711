package dev.parterre.reservation.cli.bench;

import dev.parterre.reservation.cli.Admin;
import dev.parterre.reservation.cli.ClusterFile;
import dev.parterre.reservation.cli.DataDirectory;
import dev.parterre.reservation.cli.DataOption;
import dev.parterre.reservation.cli.Failure;
import dev.parterre.reservation.cli.Opening;
import dev.parterre.reservation.cli.Replica;
import dev.parterre.reservation.cli.Replicas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "failover",
    description = {
      "Kills the leader under load and measures how long it takes until sales continue:",
      "from kill -9 to the first acknowledged reservation that began after it. Then the replica",
      "is started again for the next run."
    })
final class BenchFailoverCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration UNDER_LOAD = Duration.ofSeconds(2);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--runs", paramLabel = "N", description = "How many runs (default: 10).")
  private int runs = 10;

  @Option(names = "--clients", paramLabel = "N", description = "Clients at once (default: 32).")
  private int clients = 32;

  @Override
  public Integer call() throws Failure {
    if (runs < 1 || runs > 1000 || clients < 1 || clients > 4096) {
      throw new ParameterException(
          spec.commandLine(), "--runs must be 1 to 1000, --clients 1 to 4096");
    }
    var directory = data.directory();
    try (var _ = directory.lock(PATIENCE)) {
      var replicas = new Replicas(directory, directory.cluster());
      if (replicas.cluster().replicas().size() < 3 || !replicas.down().isEmpty()) {
        throw new Failure("a failover needs three replicas or more, all of them running");
      }
      measure(directory, replicas);
    }
    return 0;
  }

  private void measure(DataDirectory directory, Replicas replicas) throws Failure {
    var token = new Opening(directory).knownToken();
    var uris = BenchTarget.replicas(replicas.cluster());
    var supply = new SeatSupply(new BenchHall(new Admin(uris, token)), 0);
    var millis = new ArrayList<Double>();
    try (var load = new Load(uris, Load.RESERVE, supply, clients)) {
      load.start();
      for (var run = 1; run <= runs; run++) {
        Replicas.pause(UNDER_LOAD);
        load.take();
        var leader = awaitLeader(replicas);
        var taken = killAndWait(load, replicas, leader);
        millis.add(taken);
        say("%3d  leader %d killed, next reservation after %.0f ms", run, leader, taken);
        bringBack(replicas, leader, token);
      }
    }
    say("median of %d: %.0f ms", millis.size(), BenchCommand.median(millis));
  }

  private static int awaitLeader(Replicas replicas) throws Failure {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (var replica : replicas.running()) {
        if (view(replica).filter(it -> it.role().equals("leader")).isPresent()) {
          return replica.id();
        }
      }
      Replicas.pause(Duration.ofMillis(50));
    }
    throw new Failure("no replica leads");
  }

  /// Milliseconds from before the kill to the acknowledgement, so that the kill itself counts.
  private static double killAndWait(Load load, Replicas replicas, int leader) throws Failure {
    var begun = System.nanoTime();
    replicas.kill(leader);
    try {
      var watch = load.watch();
      var acknowledged = watch.acknowledgedNanos().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return (acknowledged - begun) / 1e6;
    } catch (TimeoutException | ExecutionException e) {
      throw new Failure("no reservation within " + PATIENCE.toSeconds() + " s of the kill");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
  }

  /// Starts the replica, and returns when it has applied what the others had applied when it first
  /// answered.
  private static void bringBack(Replicas replicas, int id, String token) throws Failure {
    var starts = replicas.start(List.of(replicas.cluster().replica(id)), token);
    replicas.await(starts, replica -> view(replica).isPresent());
    var goal =
        replicas.running().stream()
            .flatMap(replica -> view(replica).stream())
            .mapToLong(Replica.View::index)
            .max()
            .orElse(0);
    replicas.await(starts, replica -> view(replica).filter(v -> v.index() >= goal).isPresent());
  }

  private static Optional<Replica.View> view(ClusterFile.Member replica) {
    return Replica.at(replica.url(), ANSWER).view();
  }

  private void say(String format, Object... arguments) {
    spec.commandLine().getOut().println(format.formatted(arguments));
    spec.commandLine().getOut().flush();
  }
}

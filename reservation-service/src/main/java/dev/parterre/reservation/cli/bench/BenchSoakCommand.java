package dev.parterre.reservation.cli.bench;

import dev.parterre.reservation.cli.Admin;
import dev.parterre.reservation.cli.DataDirectory;
import dev.parterre.reservation.cli.DataOption;
import dev.parterre.reservation.cli.Failure;
import dev.parterre.reservation.cli.Opening;
import dev.parterre.reservation.cli.Replica;
import dev.parterre.reservation.cli.Replicas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "soak",
    description = {
      "Sells at a steady rate for a long time, and reports what the replicas' JVMs did meanwhile:",
      "the longest pause, full collections and their causes, elections, resident memory.",
      "What they do in their first half minute under load is reported by itself.",
      "On a new cluster, in an empty folder, which is removed afterwards."
    })
final class BenchSoakCommand implements Callable<Integer> {

  private static final int REPLICAS = 3;
  private static final int MINUTES_MAX = 7 * 24 * 60;
  private static final int RATE_MAX = 100_000;
  private static final int CLIENTS = 32;
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration SETTLED = Duration.ofSeconds(30);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--minutes", paramLabel = "N", description = "Minutes to measure (default: 30).")
  private int minutes = 30;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Reservations per second, all of which stay in memory (default: 200).")
  private int rate = 200;

  @Override
  public Integer call() throws Failure {
    if (minutes < 1 || minutes > MINUTES_MAX || rate < 1 || rate > RATE_MAX) {
      throw new ParameterException(
          spec.commandLine(),
          "--minutes must be 1 to %d, --rate 1 to %d".formatted(MINUTES_MAX, RATE_MAX));
    }
    data.directory().create();
    var directory = new DataDirectory(temporary());
    var replicas = new Replicas(directory, BenchStartCommand.newCluster(REPLICAS));
    var opening = new Opening(directory);
    var token = opening.tokenToStartWith();
    opening.makePeerSecret();
    try {
      opening.start(replicas.withJvmOptions(GcLog.OPTION), token);
      soak(directory, replicas, token);
    } finally {
      replicas.stop();
      directory.wipe(replicas.cluster());
    }
    return 0;
  }

  private void soak(DataDirectory directory, Replicas replicas, String token) throws Failure {
    var uris = BenchTarget.replicas(replicas.cluster());
    var supply = new SeatSupply(new BenchHall(new Admin(uris, token)), 0);
    say("%d reservations a second for %d min at %d replicas", rate, minutes, REPLICAS);
    say("   min        ok  conflict     error    p50 ms    p99 ms    max ms  ballots");
    try (var load = Load.paced(uris, Load.RESERVE, supply, CLIENTS, rate)) {
      load.start();
      // Elections that the start itself causes do not count, nor pauses while most of the code is
      // still being compiled.
      Replicas.pause(SETTLED);
      load.take();
      var first = ballots(replicas);
      var early = logs(directory, replicas);
      for (var minute = 1; minute <= minutes; minute++) {
        Replicas.pause(Duration.ofMinutes(1));
        var tally = load.take();
        var ballots = ballots(replicas);
        say(
            "%6d %9d %9d %9d %9.2f %9.2f %9.2f  %s",
            minute,
            tally.done(),
            tally.conflicts(),
            tally.errors(),
            tally.millisAt(50),
            tally.millisAt(99),
            tally.millisMax(),
            ballots);
      }
      var last = ballots(replicas);
      say(
          first.equals(last) ? "no election: always %s%s" : "elections: from %s to %s",
          first,
          first.equals(last) ? "" : last);
      report(early, logs(directory, replicas));
    }
    for (var memory : BenchTarget.memory(replicas.cluster())) {
      say("replica %s: %.0f MiB resident", memory.id(), memory.residentMiB());
    }
  }

  /// The distinct ballots of all replicas. Each election raises the promised ballot; a leader that
  /// was replaced has a lower one.
  private static List<String> ballots(Replicas replicas) {
    return replicas.cluster().replicas().stream()
        .map(
            replica ->
                Replica.at(replica.url(), ANSWER)
                    .view()
                    .map(view -> String.valueOf(view.ballot()))
                    .orElse("?"))
        .distinct()
        .toList();
  }

  /// The lines of the replicas' logs so far.
  private static Map<Integer, List<String>> logs(DataDirectory directory, Replicas replicas)
      throws Failure {
    var logs = new TreeMap<Integer, List<String>>();
    for (var replica : replicas.cluster().replicas()) {
      logs.put(replica.id(), read(directory.replica(replica.id()).resolve(GcLog.FILE)));
    }
    return logs;
  }

  private void report(Map<Integer, List<String>> early, Map<Integer, List<String>> all) {
    early.forEach((id, lines) -> report("replica " + id + ", before minute 1", lines));
    all.forEach(
        (id, lines) ->
            report(
                "replica " + id,
                lines.subList(early.getOrDefault(id, List.of()).size(), lines.size())));
  }

  private void report(String what, List<String> lines) {
    var log = GcLog.of(lines);
    say(
        "%s: longest pause %.0f ms (%s; the collector worked %.0f ms); full collections: %s;"
            + " pauses: %s",
        what,
        log.longestMillis(),
        log.longestCause(),
        log.longestWorkedMillis(),
        log.full().isEmpty() ? "none" : log.full(),
        log.counts());
  }

  private static List<String> read(Path file) throws Failure {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new Failure(file + " cannot be read: " + e.getMessage());
    }
  }

  /// In the cluster's own folder, so that the same disk is used.
  private Path temporary() throws Failure {
    try {
      return Files.createTempDirectory(data.directory().root(), "bench-soak-");
    } catch (IOException e) {
      throw new Failure("no temporary folder: " + e.getMessage());
    }
  }

  private void say(String format, Object... arguments) {
    spec.commandLine().getOut().println(format.formatted(arguments));
    spec.commandLine().getOut().flush();
  }
}

package dev.parterre.reservation.cli.bench;

import dev.parterre.reservation.cli.Admin;
import dev.parterre.reservation.cli.DataOption;
import dev.parterre.reservation.cli.Failure;
import dev.parterre.reservation.cli.Opening;
import dev.parterre.reservation.cli.Replica;
import dev.parterre.reservation.cli.Replicas;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "bench",
    description = "Puts load on the replicas and prints what they do in each second.",
    subcommands = {BenchFailoverCommand.class, BenchStartCommand.class, BenchSoakCommand.class})
public final class BenchCommand implements Callable<Integer> {

  private static final int CLIENTS_MAX = 4096;
  private static final int SECONDS_MAX = 86_400;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--clients", paramLabel = "N", description = "Clients at once (default: 64).")
  private int clients = 64;

  @Option(names = "--seconds", paramLabel = "S", description = "Seconds to measure (default: 20).")
  private int seconds = 20;

  @Option(names = "--warmup", paramLabel = "S", description = "Seconds before that (default: 10).")
  private int warmup = 10;

  @Option(
      names = "--driver",
      paramLabel = "DRIVER",
      description = {
        "reserve: reservations in one step (default);",
        "empty: the same bodies to an endpoint that answers without the log;",
        "both: empty, then reserve, and the ratio."
      })
  private Driver driver = Driver.RESERVE;

  @Option(
      names = "--contention",
      paramLabel = "SHARE",
      description = "The share of requests for a seat that is sold, 0 to 1 (default: 0).")
  private double contention;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "A replica to put load on; may be repeated (default: all).")
  private @Nullable List<URI> urls;

  @Option(names = "--json", description = "Print one JSON object at the end only.")
  private boolean json;

  enum Driver {
    RESERVE,
    EMPTY,
    BOTH
  }

  @Override
  public Integer call() throws Failure {
    requireRange(clients >= 1 && clients <= CLIENTS_MAX, "--clients must be 1 to " + CLIENTS_MAX);
    requireRange(seconds >= 1 && seconds <= SECONDS_MAX, "--seconds must be 1 to " + SECONDS_MAX);
    requireRange(warmup >= 0 && warmup <= SECONDS_MAX, "--warmup must be 0 to " + SECONDS_MAX);
    requireRange(contention >= 0 && contention <= 1, "--contention must be 0 to 1");
    var replicas = urls != null ? urls : BenchTarget.replicas(data.directory().cluster());
    requireRange(replicas.stream().allMatch(BenchCommand::isReplica), "--url must be http://HOST");
    var token = new Opening(data.directory()).knownToken();
    var supply = new SeatSupply(new BenchHall(new Admin(replicas, token)), contention);
    var runs = new ArrayList<Run>();
    for (var path : paths()) {
      runs.add(measure(replicas, path, supply));
    }
    var memory = urls == null ? BenchTarget.memory(data.directory().cluster()) : List.<Memory>of();
    report(new Report(runs, ratio(runs), memory));
    return 0;
  }

  private void requireRange(boolean holds, String sentence) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), sentence);
    }
  }

  private static boolean isReplica(URI url) {
    return "http".equals(url.getScheme()) && url.getHost() != null;
  }

  private List<String> paths() {
    return switch (driver) {
      case RESERVE -> List.of(Load.RESERVE);
      case EMPTY -> List.of(Load.EMPTY);
      case BOTH -> List.of(Load.EMPTY, Load.RESERVE);
    };
  }

  private Run measure(List<URI> replicas, String path, SeatSupply supply) throws Failure {
    say("POST %s, %d clients, %d replicas", Replica.API + path, clients, replicas.size());
    say("     s        ok  conflict     error    p50 ms    p99 ms    max ms");
    var sum = new Tally();
    try (var load = new Load(replicas, path, supply, clients)) {
      load.start();
      var begun = System.nanoTime();
      for (var second = 1; second <= warmup + seconds; second++) {
        var due = begun + Duration.ofSeconds(second).toNanos();
        Replicas.pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        var tally = load.take();
        sayLine(second <= warmup ? "warm-up" : Integer.toString(second - warmup), tally);
        if (second > warmup) {
          sum.add(tally);
        }
      }
    }
    var run = Run.of(path, clients, seconds, sum);
    say("%s%n", run.text());
    return run;
  }

  private void sayLine(String second, Tally tally) {
    say(
        "%7s %9d %9d %9d %9.2f %9.2f %9.2f",
        second,
        tally.done(),
        tally.conflicts(),
        tally.errors(),
        tally.millisAt(50),
        tally.millisAt(99),
        tally.millisMax());
  }

  private static @Nullable Double ratio(List<Run> runs) {
    return runs.size() == 2 ? runs.get(1).perSecond() / runs.get(0).perSecond() : null;
  }

  private void report(Report report) {
    if (json) {
      spec.commandLine().getOut().println(JsonMapper.shared().writeValueAsString(report));
      spec.commandLine().getOut().flush();
    }
    if (report.ratio() != null) {
      say("reserve / empty = %.3f", report.ratio());
    }
    for (var memory : report.memory()) {
      say("replica %s: %.0f MiB resident", memory.id(), memory.residentMiB());
    }
  }

  private void say(String format, Object... arguments) {
    if (!json) {
      spec.commandLine().getOut().println(format.formatted(arguments));
      spec.commandLine().getOut().flush();
    }
  }

  static double median(List<Double> values) {
    var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    var middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : DoubleStream.of(sorted[middle - 1], sorted[middle]).average().orElseThrow();
  }

  /// The object of `--json`.
  ///
  /// @param ratio reservations per second divided by empty requests per second; null unless both
  ///   ran
  record Report(List<Run> runs, @Nullable Double ratio, List<Memory> memory) {}

  record Memory(String id, double residentMiB) {}

  record Run(
      String driver,
      int clients,
      int seconds,
      long ok,
      long conflict,
      long error,
      double perSecond,
      double p50Ms,
      double p90Ms,
      double p99Ms,
      double maxMs) {

    static Run of(String path, int clients, int seconds, Tally sum) {
      return new Run(
          path.equals(Load.EMPTY) ? "empty" : "reserve",
          clients,
          seconds,
          sum.done(),
          sum.conflicts(),
          sum.errors(),
          (double) sum.done() / seconds,
          sum.millisAt(50),
          sum.millisAt(90),
          sum.millisAt(99),
          sum.millisMax());
    }

    String text() {
      return """
      %s: %d ok, %d conflict, %d error in %d s
      %.0f a second; p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, max %.2f ms\
      """
          .formatted(driver, ok, conflict, error, seconds, perSecond, p50Ms, p90Ms, p99Ms, maxMs);
    }
  }
}

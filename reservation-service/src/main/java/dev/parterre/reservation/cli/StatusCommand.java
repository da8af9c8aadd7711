package dev.parterre.reservation.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "status", description = "Says of each replica whether it runs, and who leads.")
final class StatusCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Failure {
    var directory = data.directory();
    var lines = survey(directory, directory.cluster());
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonMapper.shared().writeValueAsString(Map.of("replicas", lines)));
    } else {
      lines.forEach(line -> out.println(line.text()));
    }
    out.flush();
    return 0;
  }

  /// Asks all at once: a replica that does not answer keeps nobody waiting for the others.
  static List<Line> survey(DataDirectory directory, ClusterFile cluster) throws Failure {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var lines = new ArrayList<Future<Line>>();
      for (var replica : cluster.replicas()) {
        lines.add(executor.submit(() -> line(directory, replica)));
      }
      var found = new ArrayList<Line>();
      for (var line : lines) {
        found.add(line.get());
      }
      return found;
    } catch (ExecutionException e) {
      throw new Failure("the replicas cannot be asked: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
  }

  private static Line line(DataDirectory directory, ClusterFile.Member replica) {
    var process = replica.running();
    var view =
        process.isPresent()
            ? Replica.at(replica.url(), PATIENCE).view()
            : Optional.<Replica.View>empty();
    var role =
        view.map(Replica.View::role)
            .orElseGet(() -> process.map(StatusCommand::silent).orElse("down"));
    return new Line(
        Integer.toString(replica.id()),
        process.map(Identity::pid).orElse(null),
        replica.url(),
        replica.peerUrl(),
        directory.data(replica.id()).toString(),
        role,
        view.map(Replica.View::ballot).orElse(null),
        view.map(Replica.View::applied).orElse(null),
        view.map(Replica.View::index).orElse(null),
        view.map(Replica.View::voting).orElse(null),
        view.isPresent());
  }

  private static String silent(Identity process) {
    return switch (process.state()) {
      case PAUSED -> "paused";
      case RUNNING -> "silent";
      case GONE -> "down";
    };
  }

  /// One replica as `status --json` shows it.
  ///
  /// @param role leader, follower, candidate; of one that does not answer: paused, silent, down
  /// @param voting whether it is a member; if not, it only learns
  record Line(
      String id,
      @Nullable Long pid,
      String url,
      String peerUrl,
      String dataDir,
      String role,
      Replica.@Nullable Round ballot,
      @Nullable Long applied,
      @Nullable Long index,
      @Nullable Boolean voting,
      boolean reachable) {

    private String vote() {
      return Boolean.FALSE.equals(voting) ? "  has no vote" : "";
    }

    String text() {
      return reachable
          ? "%s  %-9s  %s  pid %d  ballot %s  applied %d  index %d%s"
              .formatted(id, role, url, pid, ballot, applied, index, vote())
          : "%s  %-9s  %s%s".formatted(id, role, url, pid == null ? "" : "  pid " + pid);
    }
  }
}

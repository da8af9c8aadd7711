package dev.parterre.reservation.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
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

@Command(
    name = "status",
    description = {
      "Shows whether each replica runs, who leads, and what is wrong;",
      "and, without a quorum, that nothing can be sold."
    })
final class StatusCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// How long a read waits for a quorum, which may need this long on a busy machine.
  private static final Duration READ_PATIENCE = Duration.ofSeconds(3);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--json", description = "Print one JSON object.")
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
      if (!canSell(lines)) {
        out.println("Nothing can be sold: no replica has a quorum behind it.");
      }
    }
    out.flush();
    return 0;
  }

  /// Asks all replicas at once, so that one that does not answer does not delay the others. Not on
  /// virtual threads: at its exit, the JVM waits 0.3 s for their poller, which is in native code.
  private static List<Line> survey(DataDirectory directory, ClusterFile cluster) throws Failure {
    try (var executor = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
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

  /// Whether a linearizable read succeeds. That a replica leads is not enough: its quorum may be
  /// gone.
  private static boolean canSell(List<Line> lines) {
    return lines.stream()
        .filter(Line::reachable)
        .anyMatch(line -> Replica.at(line.url(), READ_PATIENCE).reads());
  }

  private static Line line(DataDirectory directory, ClusterFile.Member replica) {
    var process = replica.running();
    var view =
        process.isPresent()
            ? Replica.at(replica.url(), PATIENCE).view()
            : Optional.<Replica.View>empty();
    var stopped = directory.stopped(replica);
    var role = view.map(Replica.View::role).orElseGet(() -> silent(replica.state()));
    return new Line(
        Integer.toString(replica.id()),
        process.map(Identity::pid).orElse(null),
        replica.url(),
        replica.peerUrl(),
        directory.data(replica.id()).toString(),
        role,
        view.map(Replica.View::state).or(() -> stopped.map(StoppedForGood::state)).orElse(role),
        view.map(Replica.View::ballot).orElse(null),
        view.map(Replica.View::applied).orElse(null),
        view.map(Replica.View::index).orElse(null),
        view.map(Replica.View::voting).orElse(null),
        view.isPresent(),
        view.map(StatusCommand::note)
            .or(() -> stopped.map(it -> it.advice(replica.id(), directory.suffix())))
            .orElse(""));
  }

  private static String silent(Identity.State process) {
    return switch (process) {
      case PAUSED -> "paused";
      case RUNNING -> "silent";
      case GONE -> "down";
    };
  }

  /// What is wrong with the replica; empty if nothing is.
  private static String note(Replica.View view) {
    return switch (view.state()) {
      case "running" -> "";
      case "catching-up" -> "is catching up: %d slots behind".formatted(view.behind());
      case "guest" -> "has no vote, %d slots behind".formatted(view.behind());
      case "held" -> "is held at slot " + view.held();
      case "refused", "failed" -> view.state() + ", and is about to end";
      case null, default -> view.voting() ? "" : "has no vote";
    };
  }

  /// One replica as `status --json` shows it.
  ///
  /// @param role leader, follower or candidate; paused, silent or down if it does not answer
  /// @param state as in `GET /cluster`; refused or failed if it has stopped for good; the role if
  ///   it does not answer for another reason
  /// @param voting whether it is a member; if not, it only learns
  /// @param note what is wrong, for people; empty if nothing is
  record Line(
      String id,
      @Nullable Long pid,
      String url,
      String peerUrl,
      String dataDir,
      String role,
      String state,
      Replica.@Nullable Round ballot,
      @Nullable Long applied,
      @Nullable Long index,
      @Nullable Boolean voting,
      boolean reachable,
      @JsonIgnore String note) {

    String text() {
      var line =
          reachable
              ? "%s  %-9s  %s  pid %d  ballot %s  applied %d  index %d"
                  .formatted(id, role, url, pid, ballot, applied, index)
              : "%s  %-9s  %s%s".formatted(id, state, url, pid == null ? "" : "  pid " + pid);
      return note.isEmpty() ? line : line + "  " + note;
    }
  }
}

package dev.parterre.reservation.cli;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Changes the members, the leader, or the replicated state itself, while the cluster runs.
abstract sealed class MembersCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() throws Failure {
    var directory = data.directory();
    var _ = directory.cluster();
    try (var _ = directory.lock(PATIENCE)) {
      var replicas = new Replicas(directory, directory.cluster());
      var token =
          directory
              .secret(directory.adminTokenFile())
              .orElseThrow(() -> new Failure(directory.adminTokenFile() + " is missing"));
      spec.commandLine().getOut().println(act(replicas, token) + ".");
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  /// @return the sentence to print, without its full stop
  abstract String act(Replicas replicas, String token) throws Failure;

  /// Starts one more replica, has it added once it has learned what was decided, and waits until it
  /// votes.
  ///
  /// @param replaces the replica that the same change removes; null if none
  static ClusterFile.Member join(
      Replicas replicas, String token, ClusterFile.@Nullable Member replaces) throws Failure {
    requireRunning(replicas);
    var admin = Admin.of(replicas.cluster(), token);
    var replica = replicas.addNext();
    var starts = replicas.start(List.of(replica), token);
    replicas.await(starts, r -> Replica.at(r.url(), ANSWER).view().isPresent());
    var wanted = new LinkedHashMap<String, String>();
    wanted.put("id", Integer.toString(replica.id()));
    wanted.put("peerUrl", replica.peerUrl());
    wanted.put("url", replica.url());
    if (replaces != null) {
      wanted.put("replaces", Integer.toString(replaces.id()));
    }
    admin.change("/cluster/members", wanted, replicas.patience(starts));
    replicas.await(starts, MembersCommand::votes);
    return replica;
  }

  private static boolean votes(ClusterFile.Member replica) {
    return Replica.at(replica.url(), ANSWER).view().filter(Replica.View::voting).isPresent();
  }

  static void requireRunning(Replicas replicas) throws Failure {
    if (replicas.running().isEmpty()) {
      throw new Failure("no replica is running");
    }
    if (!replicas.areAwake()) {
      throw new Failure("every running replica is paused: resume one");
    }
  }

  /// Stops a replica once no slot is decided with it any more, and removes it from the cluster
  /// file.
  static void dismiss(Replicas replicas, ClusterFile.Member gone) throws Failure {
    var patience = replicas.patience(replicas.started());
    while (!areWithout(replicas, gone)) {
      if (!patience.lasts()) {
        throw new Failure("replica " + gone.id() + " was removed, but others still need it");
      }
      Replicas.pause(Duration.ofMillis(50));
    }
    replicas.stop(List.of(gone));
    replicas.drop(gone.id());
  }

  private static boolean areWithout(Replicas replicas, ClusterFile.Member gone) {
    return replicas.running().stream()
        .filter(other -> other.id() != gone.id())
        .flatMap(other -> Replica.at(other.url(), ANSWER).view().stream())
        .noneMatch(view -> view.names(gone.id()));
  }

  /// A command about one replica.
  abstract static sealed class OfOne extends MembersCommand {

    @Parameters(paramLabel = "N", description = "The replica's number.")
    int number;
  }

  @Command(name = "lead", description = "Moves the leadership to a replica.")
  static final class Lead extends OfOne {

    @Override
    String act(Replicas replicas, String token) throws Failure {
      var replica = replicas.cluster().replica(number);
      requireAwake(replica);
      var wanted = Map.of("id", Integer.toString(replica.id()));
      Admin.of(replicas.cluster(), token).change("/cluster/leader", wanted, Patience.of(PATIENCE));
      return "Replica " + number + " leads";
    }

    /// Fails at once if the replica cannot lead: the others would wait in vain for it to take over.
    private static void requireAwake(ClusterFile.Member replica) throws Failure {
      var id = replica.id();
      switch (replica.state()) {
        case GONE -> throw new Failure("replica " + id + " is not running, so it cannot lead");
        case PAUSED -> throw new Failure("replica " + id + " is paused, so it cannot lead");
        case RUNNING -> {}
      }
    }
  }

  @Command(
      name = "time",
      description = "Shows the replicated time and how far a wall clock is ahead of it.")
  static final class Time extends MembersCommand {

    @Option(names = "--confirm", description = "Advance it to the wall clock at once.")
    private boolean confirm;

    @Override
    String act(Replicas replicas, String token) throws Failure {
      requireRunning(replicas);
      var admin = Admin.of(replicas.cluster(), token);
      if (confirm) {
        var now = admin.get("/cluster/time", Patience.of(PATIENCE)).path("wallClock").asString();
        admin.change("/cluster/time", Map.of("to", now), Patience.of(PATIENCE));
      }
      var view = admin.get("/cluster/time", Patience.of(PATIENCE));
      return "The replicated time is %s; the wall clock is %s s ahead"
          .formatted(view.path("time").asString(), view.path("apartMillis").asLong() / 1000.0);
    }
  }

  @Command(
      name = "pass-over",
      description = "Lets replicas that cannot apply a slot continue without it.")
  static final class PassOver extends MembersCommand {

    @Parameters(paramLabel = "SLOT", description = "The slot at which replicas are held.")
    private long slot;

    @Override
    String act(Replicas replicas, String token) throws Failure {
      requireRunning(replicas);
      var held =
          replicas.running().stream().filter(this::isHeld).map(it -> URI.create(it.url())).toList();
      if (held.isEmpty()) {
        throw new Failure("no replica is held at slot " + slot);
      }
      new Admin(held, token)
          .change("/cluster/passed-over", Map.of("slot", slot), Patience.of(PATIENCE));
      return "Slot " + slot + " is passed over";
    }

    private boolean isHeld(ClusterFile.Member replica) {
      return Replica.at(replica.url(), ANSWER)
          .view()
          .filter(view -> Long.valueOf(slot).equals(view.held()))
          .isPresent();
    }
  }

  @Command(name = "add", description = "Starts another replica and adds it to the cluster.")
  static final class Add extends MembersCommand {

    @Override
    String act(Replicas replicas, String token) throws Failure {
      var added = join(replicas, token, null);
      return "Replica " + added.id() + " votes: " + added.url() + "/";
    }
  }

  @Command(
      name = "remove",
      description = "Removes a replica from the cluster and stops it; its data stays.")
  static final class Remove extends OfOne {

    @Override
    String act(Replicas replicas, String token) throws Failure {
      var gone = replicas.cluster().replica(number);
      requireRunning(replicas);
      if (replicas.cluster().replicas().size() == 1) {
        throw new Failure("replica " + number + " is the last one: stop it with down");
      }
      Admin.of(replicas.cluster().without(number), token)
          .removeMember(number, Patience.of(PATIENCE));
      dismiss(replicas, gone);
      return "Replica " + number + " is removed";
    }
  }

  @Command(
      name = "replace",
      description = "Replaces a lost replica with a new one, which gets a new number.")
  static final class Replace extends OfOne {

    @Override
    String act(Replicas replicas, String token) throws Failure {
      var gone = replicas.cluster().replica(number);
      var added = join(replicas, token, gone);
      dismiss(replicas, gone);
      return "Replica %d votes in the place of replica %d: %s/"
          .formatted(added.id(), number, added.url());
    }
  }
}

package dev.parterre.reservation.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// A command about the process of one replica.
abstract sealed class ReplicaCommand implements Callable<Integer> {

  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(60);
  private static final Duration SIGNAL_PATIENCE = Duration.ofSeconds(10);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "N", description = "The replica's number.")
  private int number;

  @Override
  public Integer call() throws Failure {
    var directory = data.directory();
    var member = directory.cluster().replica(number);
    spec.commandLine().getOut().println("Replica " + number + " " + act(directory, member) + ".");
    spec.commandLine().getOut().flush();
    return 0;
  }

  /// @return what to print about the replica, after "Replica N"
  abstract String act(DataDirectory directory, ClusterFile.Member replica) throws Failure;

  Identity process(ClusterFile.Member replica) throws Failure {
    return replica
        .running()
        .orElseThrow(() -> new Failure("replica " + replica.id() + " is not running"));
  }

  /// Waits until a signal has taken effect: when `kill` returns, it may not have.
  static void awaitNot(Identity.State state, Identity process) throws Failure {
    var patience = Patience.of(SIGNAL_PATIENCE);
    while (process.state() == state) {
      if (!patience.lasts()) {
        throw new Failure(
            "process %d did not react to a signal %s".formatted(process.pid(), patience.text()));
      }
      Replicas.pause(Duration.ofMillis(2));
    }
  }

  @Command(name = "kill", description = "Ends a replica as a crash would (kill -9).")
  static final class Kill extends ReplicaCommand {

    @Override
    String act(DataDirectory directory, ClusterFile.Member replica) throws Failure {
      var pid = process(replica).pid();
      new Replicas(directory, directory.cluster()).kill(replica.id());
      return "is killed (process " + pid + ")";
    }
  }

  @Command(name = "stop", description = "Stops a replica in an orderly way (SIGTERM).")
  static final class Stop extends ReplicaCommand {

    @Override
    String act(DataDirectory directory, ClusterFile.Member replica) throws Failure {
      var pid = process(replica).pid();
      new Replicas(directory, directory.cluster()).stop(List.of(replica));
      return "has stopped (process " + pid + ")";
    }
  }

  @Command(name = "start", description = "Starts a replica again on its data.")
  static final class Start extends ReplicaCommand {

    @Override
    String act(DataDirectory directory, ClusterFile.Member replica) throws Failure {
      try (var _ = directory.lock(LOCK_PATIENCE)) {
        var replicas = new Replicas(directory, directory.cluster());
        var running = replicas.cluster().replica(replica.id()).running();
        if (running.isPresent()) {
          return switch (running.get().state()) {
            case PAUSED -> "is paused: resume it";
            case RUNNING, GONE -> "runs already (process " + running.get().pid() + ")";
          };
        }
        var process = start(directory, replicas, replica);
        return "runs (process " + process.pid() + ")";
      }
    }

    private Identity start(DataDirectory directory, Replicas replicas, ClusterFile.Member replica)
        throws Failure {
      var token =
          directory
              .secret(directory.adminTokenFile())
              .orElseThrow(() -> new Failure(directory.adminTokenFile() + " is missing"));
      var arrival = new Arrival(!replicas.areAwake());
      replicas.await(replicas.start(List.of(replica), token), arrival);
      return process(replicas.cluster().replica(replica.id()));
    }
  }

  @Command(name = "pause", description = "Pauses a replica (SIGSTOP).")
  static final class Pause extends ReplicaCommand {

    @Override
    String act(DataDirectory directory, ClusterFile.Member replica) throws Failure {
      var process = process(replica);
      if (process.state() == Identity.State.PAUSED) {
        throw new Failure("replica " + replica.id() + " is already paused");
      }
      process.signal("STOP");
      awaitNot(Identity.State.RUNNING, process);
      return "is paused";
    }
  }

  @Command(name = "resume", description = "Lets a paused replica continue (SIGCONT).")
  static final class Resume extends ReplicaCommand {

    @Override
    String act(DataDirectory directory, ClusterFile.Member replica) throws Failure {
      var process = process(replica);
      if (process.state() == Identity.State.RUNNING) {
        throw new Failure("replica " + replica.id() + " is not paused");
      }
      process.signal("CONT");
      awaitNot(Identity.State.PAUSED, process);
      return "continues";
    }
  }
}

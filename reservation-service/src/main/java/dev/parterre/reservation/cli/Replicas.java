package dev.parterre.reservation.cli;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;

/// The replicas of one cluster's folder, as processes of this machine. They outlive the command
/// that started them, and its terminal.
public final class Replicas {

  private static final long LOG_BYTES_MAX = 8 << 20;

  /// A replica that is stopped first answers its open requests and hands over the leadership.
  private static final Duration TERM_PATIENCE = Duration.ofSeconds(20);

  /// A killed process is gone only after it has freed its memory.
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(30);

  private static final Duration SIGNS_EVERY = Duration.ofSeconds(1);

  /// Runs a command in its own session if the system can do that; in any case the command ignores
  /// the end of the terminal.
  private static final String DETACH =
      "trap '' HUP INT; command -v setsid >/dev/null 2>&1 && exec setsid \"$@\"; exec \"$@\"";

  private final DataDirectory directory;
  private ClusterFile cluster;
  private String jvmOptions = "";

  public Replicas(DataDirectory directory, ClusterFile cluster) {
    this.directory = directory;
    this.cluster = cluster;
  }

  public ClusterFile cluster() {
    return cluster;
  }

  /// Replicas that are started from now on get these options besides the usual ones.
  public Replicas withJvmOptions(String options) {
    jvmOptions = options;
    return this;
  }

  /// Adds a replica, which is not started yet.
  ClusterFile.Member addNext() throws Failure {
    keep(cluster.withNext(Replicas::isFree));
    return cluster.replicas().getLast();
  }

  /// Removes a replica from the cluster file; its id is not reused.
  void drop(int id) throws Failure {
    keep(cluster.without(id));
  }

  private void keep(ClusterFile changed) throws Failure {
    changed.save(directory.clusterFile());
    cluster = changed;
  }

  public List<ClusterFile.Member> running() {
    return cluster.replicas().stream().filter(r -> r.running().isPresent()).toList();
  }

  public List<ClusterFile.Member> down() {
    return cluster.replicas().stream().filter(r -> r.running().isEmpty()).toList();
  }

  /// Whether one of them runs, and is not paused, so that it could answer.
  boolean areAwake() {
    return cluster.replicas().stream().anyMatch(r -> r.state() == Identity.State.RUNNING);
  }

  /// Whether a replica that is not running was refused by its peers, and must be replaced.
  boolean haveRefusedOne() {
    return down().stream()
        .flatMap(replica -> directory.stopped(replica).stream())
        .anyMatch(StoppedForGood::isRefused);
  }

  /// Starts these replicas, and returns at once.
  public List<Start> start(List<ClusterFile.Member> replicas, String adminToken) throws Failure {
    requireFreePorts(replicas);
    var peerSecret = directory.secret(directory.peerSecretFile());
    if (peerSecret.isEmpty()) {
      throw new Failure(directory.peerSecretFile() + " is missing; without it, no replica starts");
    }
    var starts = new ArrayList<Start>();
    for (var replica : replicas) {
      directory.createReplica(replica.id());
      new Settings(directory, cluster, replica).write(adminToken, peerSecret.get());
      starts.add(spawn(replica));
    }
    return starts;
  }

  private Start spawn(ClusterFile.Member replica) throws Failure {
    var log = directory.log(replica.id());
    try {
      var logBytes = rotate(log);
      var builder =
          new ProcessBuilder(ReplicaJvm.commandLine(DETACH, directory.configuration(replica.id())))
              .directory(directory.replica(replica.id()).toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      Settings.removeFixed(builder.environment());
      builder.environment().putIfAbsent("MALLOC_ARENA_MAX", ReplicaJvm.MALLOC_ARENAS);
      if (!jvmOptions.isEmpty()) {
        builder.environment().put("JDK_JAVA_OPTIONS", jvmOptions);
      }
      var process = builder.start();
      var identity = Identity.of(process.pid());
      if (identity.isEmpty()) {
        throw new Failure("replica " + replica.id() + " ended at once; see " + log);
      }
      keep(cluster.withProcess(replica.id(), identity.get(), logBytes));
      return new Start(replica.id(), new ReplicaLog(log, logBytes));
    } catch (IOException e) {
      throw new Failure("replica " + replica.id() + " cannot be started: " + e.getMessage());
    }
  }

  /// Starts a new log if this one is too large, and keeps one old log. Returns the log's length.
  private static long rotate(Path log) throws IOException {
    if (!Files.exists(log)) {
      DataDirectory.writePrivately(log, "");
    }
    if (Files.size(log) > LOG_BYTES_MAX) {
      var before = log.resolveSibling(log.getFileName() + ".1");
      Files.move(log, before, StandardCopyOption.REPLACE_EXISTING);
      DataDirectory.writePrivately(log, "");
    }
    return Files.size(log);
  }

  static void requireFreePorts(List<ClusterFile.Member> replicas) throws Failure {
    for (var replica : replicas) {
      for (var port : replica.ports()) {
        if (!isFree(port)) {
          throw new Failure(
              "port %d of replica %d is in use; choose other ports with up --port"
                  .formatted(port, replica.id()));
        }
      }
    }
  }

  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// The replicas that run, whichever command started them.
  List<Start> started() {
    return running().stream()
        .map(
            r ->
                new Start(
                    r.id(),
                    new ReplicaLog(
                        directory.log(r.id()), DataDirectory.bytes(directory.log(r.id())))))
        .toList();
  }

  /// Waits until each of these replicas satisfies `ready`, as long as all of them live and one of
  /// them makes progress.
  public void await(List<Start> starts, Predicate<ClusterFile.Member> ready) throws Failure {
    var patience = patience(starts);
    for (var start : starts) {
      var replica = cluster.replica(start.id());
      while (!ready.test(replica)) {
        if (!patience.lasts()) {
          throw new Failure(
              "replica %d is not ready %s; see %s"
                  .formatted(start.id(), patience.text(), start.log().file()));
        }
        pause(Duration.ofMillis(50));
      }
    }
  }

  /// Lasts as long as all of them live and one of them makes progress: together they wait for the
  /// slowest.
  Patience patience(List<Start> starts) throws Failure {
    var watched = new HashMap<Start, Progress>();
    for (var start : starts) {
      watched.put(start, new Progress(System.nanoTime(), signs(start)));
    }
    return new Patience() {
      private long sampledAt = System.nanoTime();
      private String why = "";

      @Override
      public boolean lasts() throws Failure {
        requireAlive(starts);
        var now = System.nanoTime();
        if (now - sampledAt < SIGNS_EVERY.toNanos()) {
          return true;
        }
        sampledAt = now;
        var going = false;
        for (var each : watched.entrySet()) {
          going |= each.getValue().lasts(now, signs(each.getKey()));
          why = each.getValue().why(now);
        }
        return going;
      }

      @Override
      public String text() {
        return why;
      }
    };
  }

  private Progress.Signs signs(Start start) throws Failure {
    var replica = cluster.replica(start.id());
    var cpu = replica.running().map(Identity::cpu).orElse(Duration.ZERO);
    var index = Replica.at(replica.url(), SIGNS_EVERY).view().map(Replica.View::index).orElse(0L);
    return new Progress.Signs(
        DataDirectory.bytes(start.log().file()),
        DataDirectory.bytes(directory.data(start.id())),
        index,
        cpu.toNanos());
  }

  private void requireAlive(List<Start> starts) throws Failure {
    for (var start : starts) {
      if (cluster.replica(start.id()).running().isEmpty()) {
        throw new Failure("replica " + start.id() + " " + ending(start));
      }
    }
  }

  private String ending(Start start) {
    return start
        .log()
        .stopped()
        .map(it -> "has stopped for good: " + it.advice(start.id(), directory.suffix()))
        .orElseGet(() -> "ended: " + start.log().lastWords());
  }

  /// Sends SIGKILL and waits until the process is gone. Returns whether it was running.
  public boolean kill(int id) throws Failure {
    var process = cluster.replica(id).running();
    if (process.isPresent()) {
      process.get().signal("KILL");
      awaitGone(List.of(process.get()), KILL_PATIENCE);
    }
    return process.isPresent();
  }

  /// Asks all replicas to stop, and kills those that do not stop in time.
  public void stop() throws Failure {
    stop(running());
  }

  void stop(List<ClusterFile.Member> replicas) throws Failure {
    var processes = replicas.stream().flatMap(r -> r.running().stream()).toList();
    for (var process : processes) {
      process.signal("TERM");
      process.signal("CONT"); // a paused process must first continue
    }
    if (!awaitGone(processes, TERM_PATIENCE)) {
      for (var process : processes) {
        process.signal("KILL");
      }
      if (!awaitGone(processes, KILL_PATIENCE)) {
        throw new Failure("not every replica could be stopped; see status");
      }
    }
  }

  private static boolean awaitGone(List<Identity> processes, Duration patience) throws Failure {
    var deadline = System.nanoTime() + patience.toNanos();
    while (!processes.stream().allMatch(Identity::isGone)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause(Duration.ofMillis(10));
    }
    return true;
  }

  public static void pause(Duration time) throws Failure {
    try {
      NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
  }

  /// A replica that was started, and its log from then on.
  public record Start(int id, ReplicaLog log) {}
}

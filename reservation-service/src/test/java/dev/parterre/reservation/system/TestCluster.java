package dev.parterre.reservation.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Three replicas, and any that are added later, started by `./parterre` in a folder of their own.
/// Whatever happens, their processes end with [#close].
final class TestCluster extends Cluster {

  /// The ids of the replicas with which a cluster begins.
  static final List<Integer> IDS = List.of(1, 2, 3);

  private static final int PORTS = 8;
  private static final int ATTEMPTS = 5;

  /// Longer than any command waits, since a command that gives up by itself says why.
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final ClusterFolder folder;
  private final String token = UUID.randomUUID().toString();
  private final Thread lastResort;
  private final Map<String, String> settings;
  private List<Integer> ids = IDS;
  private int port;

  private TestCluster(ClusterFolder folder, Map<String, String> settings) {
    this.folder = folder;
    this.settings = settings;
    lastResort = new Thread(folder::sweep);
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  static TestCluster open() {
    return open(Map.of());
  }

  /// Starts the replicas, and returns when the example event is on sale.
  ///
  /// @param settings as environment variables
  static TestCluster open(Map<String, String> settings) {
    return open(IDS, settings);
  }

  /// @param ids from 1 on
  static TestCluster open(List<Integer> ids, Map<String, String> settings) {
    try {
      // A subfolder, since `./parterre` makes and removes the folder that it is given.
      var cluster =
          new TestCluster(
              new ClusterFolder(Files.createTempDirectory("parterre-it-").resolve("cluster")),
              settings);
      cluster.ids = ids;
      try {
        cluster.up();
      } catch (RuntimeException | AssertionError e) {
        cluster.printLogs();
        cluster.close();
        throw e;
      }
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void up() {
    for (var attempt = 1; ; attempt++) {
      port = Ports.free(PORTS);
      var up = run("up", "--replicas", "" + ids.size(), "--port", "" + port);
      if (up.exit() == 0) {
        return;
      }
      // Another process may have taken one of the ports since they were probed.
      assertThat(attempt).as(up.output()).isLessThan(ATTEMPTS);
      assertThat(up.output()).contains("in use");
      command("down", "--wipe");
    }
  }

  /// Runs `./parterre …` for this cluster.
  Finished run(String... arguments) {
    return run(settings, arguments);
  }

  private Finished run(Map<String, String> variables, String... arguments) {
    var line = new ArrayList<>(List.of("./parterre"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--data", folder.root().toString()));
    var builder = new ProcessBuilder(line).directory(root().toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PARTERRE"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("PARTERRE_ADMIN_TOKEN", token);
    environment.putAll(variables);
    return Finished.run(builder, PATIENCE);
  }

  static Path root() {
    return Path.of(requireNonNull(System.getProperty("parterre.root"), "run by Failsafe"));
  }

  /// Like [#run], but the command must succeed.
  String command(String... arguments) {
    var finished = run(arguments);
    assertThat(finished.exit()).as("%s: %s", List.of(arguments), finished.output()).isZero();
    return finished.output();
  }

  void start(int id) {
    assertThat(command("start", "" + id)).contains("runs (process");
  }

  /// Starts a replica again, and lets its process end at a given point.
  ///
  /// @param crashAt one of the points in `docs/TESTING.md`
  void startToCrash(int id, String crashAt) {
    var option = Map.of("JAVA_TOOL_OPTIONS", "-Ddev.parterre.paxos.crash-at=" + crashAt);
    var finished = run(option, "start", "" + id);
    assertThat(finished.exit()).as(finished.output()).isZero();
  }

  boolean isDown(int id) {
    return status(id).path("pid").isNull();
  }

  ClusterFolder folder() {
    return folder;
  }

  /// Declares which replicas the cluster has from now on.
  void isOf(Integer... ids) {
    this.ids = List.of(ids);
  }

  /// What `status` shows for each replica, by its id.
  Map<Integer, JsonNode> status() {
    var lines = new TreeMap<Integer, JsonNode>();
    for (var line : JsonMapper.shared().readTree(command("status", "--json")).path("replicas")) {
      lines.put(line.path("id").asInt(), line);
    }
    return lines;
  }

  private JsonNode status(int id) {
    return requireNonNull(status().get(id), "replica " + id);
  }

  long pid(int id) {
    return status(id).path("pid").asLong();
  }

  /// Kills all of them at once with SIGKILL, without the time that a command takes.
  void strike(int... ids) {
    var status = status();
    var processes =
        Arrays.stream(ids)
            .mapToObj(id -> requireNonNull(status.get(id)).path("pid").asLong())
            .map(pid -> ProcessHandle.of(pid).orElseThrow())
            .toList();
    processes.forEach(ProcessHandle::destroyForcibly);
    Until.holds("killed", ELECTION, () -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Override
  List<Integer> ids() {
    return ids;
  }

  @Override
  Api api(int id) {
    return Api.at("http://127.0.0.1:" + (port + id - 1));
  }

  @Override
  Api admin() {
    return api(1).withToken(token);
  }

  int peerPort(int id) {
    return port - 1_000 + id - 1;
  }

  @Override
  Api management(int id) {
    return Api.at("http://127.0.0.1:" + (port + 1_000 + id - 1));
  }

  /// Resumes or starts the replicas that do not run, and waits until there is a leader and all
  /// serve.
  void settle() {
    for (var id : ids) {
      if (view(id) == null) {
        if (status(id).path("role").asString("").equals("paused")) {
          command("resume", "" + id);
        } else {
          start(id);
        }
      }
    }
    leader();
    Until.holds("all serve", ELECTION, () -> apis().stream().allMatch(Cluster::serves));
  }

  @Override
  void printLogs() {
    folder.printLogs(PORTS);
  }

  @Override
  public void close() {
    try {
      run("down", "--wipe");
    } finally {
      folder.sweep();
      Runtime.getRuntime().removeShutdownHook(lastResort);
      ClusterFolder.delete(requireNonNull(folder.root().getParent()));
    }
  }
}

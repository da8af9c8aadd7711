package dev.parterre.reservation.system;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/// Three replicas, each in a network namespace of its own. Whatever happens, their processes and
/// namespaces end with [#close].
final class NetworkedCluster extends Cluster {

  private static final Duration START = Duration.ofSeconds(120);
  private static final int PORT = 8081;
  private static final int PEER_PORT = 7081;
  private static final int MANAGEMENT_PORT = 9081;
  private static final String APPLICATION = "dev.parterre.reservation.ReservationApplication";

  /// Gives a process a session of its own if the system can make one, as `./parterre` does.
  private static final String SESSION =
      "command -v setsid >/dev/null 2>&1 && exec setsid \"$@\"; exec \"$@\"";

  private final String token = UUID.randomUUID().toString();
  private final String secret = UUID.randomUUID().toString();
  private final ClusterFolder folder;
  private final Network network;
  private final String classes;
  private final Thread lastResort = new Thread(this::end);
  private List<Integer> ids;

  private NetworkedCluster(ClusterFolder folder, Network network, String classes) {
    this.folder = folder;
    this.network = network;
    this.classes = classes;
    ids = TestCluster.IDS;
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  static NetworkedCluster open() {
    return open(TestCluster.IDS, _ -> {});
  }

  /// Starts some of the replicas, at least a quorum, and returns when they sell. The others are cut
  /// off.
  static NetworkedCluster open(List<Integer> some) {
    return open(
        some,
        network ->
            TestCluster.IDS.stream().filter(id -> !some.contains(id)).forEach(network::cutOff));
  }

  /// @param oneWay how long a message from one replica to another takes
  static NetworkedCluster open(Duration oneWay) {
    return open(TestCluster.IDS, network -> network.part(PEER_PORT, oneWay));
  }

  private static NetworkedCluster open(List<Integer> some, Consumer<Network> shape) {
    try {
      var root = Files.createTempDirectory("parterre-it-").resolve("cluster");
      var classes = classes();
      var cluster =
          new NetworkedCluster(new ClusterFolder(root), Network.of(TestCluster.IDS), classes);
      try {
        cluster.ids = some;
        shape.accept(cluster.network);
        some.forEach(cluster::spawn);
        Until.holds("all serve", START, () -> some.stream().allMatch(cluster::serves));
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

  /// The class path: the parts of the jar, as `./parterre` has extracted them.
  private static String classes() throws IOException {
    Commands.run(TestCluster.root().resolve("parterre").toString(), "--help");
    var current = TestCluster.root().resolve("reservation-service/target/app-current");
    return Files.readString(current).strip() + "/parterre.jar";
  }

  private boolean serves(int id) {
    return view(id) != null && serves(api(id));
  }

  Network network() {
    return network;
  }

  /// Starts a replica that [#open] did not start.
  void start(int id) {
    network.heal();
    spawn(id);
    ids = TestCluster.IDS;
    Until.holds("it answers", START, () -> view(id) != null);
  }

  private void spawn(int id) {
    var line = new ArrayList<>(List.of("/bin/sh", "-c", SESSION, "sh"));
    line.addAll(network.in(id));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx320m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classes, APPLICATION));
    settings(id).forEach((name, value) -> line.add("--" + name + "=" + value));
    try {
      var home = Files.createDirectories(requireNonNull(folder.data(id).getParent()));
      var builder =
          new ProcessBuilder(line)
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("log").toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("PARTERRE"));
      builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> settings(int id) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("server.address", "0.0.0.0");
    settings.put("server.port", "" + PORT);
    settings.put("management.server.address", "0.0.0.0");
    settings.put("management.server.port", "" + MANAGEMENT_PORT);
    settings.put("parterre.cluster-id", "networked");
    settings.put("parterre.node-id", "" + id);
    settings.put("parterre.data-directory", folder.data(id).toString());
    settings.put("parterre.admin.token", token);
    settings.put("parterre.peer.secret", secret);
    settings.put("parterre.peer.bind", Network.peerAddress(id) + ":" + PEER_PORT);
    for (var member : TestCluster.IDS) {
      var name = "parterre.members[" + (member - 1) + "].";
      settings.put(name + "id", "" + member);
      settings.put(name + "peer-url", "http://" + Network.peerAddress(member) + ":" + PEER_PORT);
      settings.put(name + "url", api(member).base().toString());
    }
    return settings;
  }

  @Override
  List<Integer> ids() {
    return ids;
  }

  @Override
  Api api(int id) {
    return Api.at("http://" + network.address(id) + ":" + PORT);
  }

  @Override
  Api admin() {
    return admin(1);
  }

  Api admin(int id) {
    return api(id).withToken(token);
  }

  @Override
  Api management(int id) {
    return Api.at("http://" + network.address(id) + ":" + MANAGEMENT_PORT);
  }

  /// Lets all links work again, and waits until all replicas serve and this one leads.
  void settle(int wanted) {
    network.heal();
    Until.holds("all serve", ELECTION, () -> ids.stream().allMatch(this::serves));
    Until.holds(
        "replica " + wanted + " leads",
        ELECTION,
        () -> {
          var leader = leader();
          return leader == wanted || handsOver(leader, wanted);
        });
    agrees();
  }

  private boolean handsOver(int from, int to) {
    admin(from).post("/cluster/leader", Map.of("id", "" + to), Shows.key());
    return false;
  }

  @Override
  void printLogs() {
    folder.printLogs(TestCluster.IDS.size());
  }

  private void end() {
    folder.sweep();
    network.close();
  }

  @Override
  public void close() {
    try {
      end();
    } finally {
      Runtime.getRuntime().removeShutdownHook(lastResort);
      ClusterFolder.delete(requireNonNull(folder.root().getParent()));
    }
  }
}

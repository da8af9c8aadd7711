package dev.parterre.reservation.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A replica whose configuration is not valid says so in one sentence, and ends.
@ExtendWith(SharedCluster.class)
@Timeout(120)
class BadConfigurationIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int MISCONFIGURED = 78;
  private static final String SECRET = "a secret of the replicas";

  private final TestCluster cluster;
  private final int port = Ports.free(1);

  @TempDir private Path folder = Path.of(".");

  BadConfigurationIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void a_node_that_is_no_member_is_refused() {
    refused(Map.of("parterre.node-id", "7"), "parterre.node-id");
    refused(Map.of("parterre.node-id", "first"), "parterre.node-id");
  }

  @Test
  void one_port_for_two_purposes_is_refused() {
    var peers = "" + (port - 1_000);
    refused(Map.of("server.port", peers), "server.port");
    refused(Map.of("management.server.port", peers), "management.server.port");
    refused(Map.of("management.server.port", "" + port), "management.server.port");
    refused(
        Map.of(
            "parterre.members[1].id", "2",
            "parterre.members[1].peer-url", "http://127.0.0.1:" + peers,
            "parterre.members[1].url", "http://127.0.0.1:" + (port + 1)),
        "parterre.members[1].peer-url");
  }

  @Test
  void a_port_in_use_is_refused() throws IOException {
    try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      refused(Map.of(), "server.port");
    }
    try (var taken = new ServerSocket(port - 1_000, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      refused(Map.of(), "parterre.peer.bind");
    }
  }

  @Test
  void a_data_directory_that_cannot_be_used_is_refused() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    refused(Map.of("parterre.data-directory", file.toString()), "parterre.data-directory");
    var below = file.resolve("data").toString();
    refused(Map.of("parterre.data-directory", below), "parterre.data-directory");
    refused(Map.of("parterre.data-directory", ""), "parterre.data-directory");
    var foreign = cluster.folder().data(2).toString();
    refused(Map.of("parterre.data-directory", foreign), "parterre.data-directory");
  }

  @Test
  void a_secret_that_is_missing_or_not_that_of_the_others_is_refused() {
    refused(Map.of("parterre.peer.secret", "short"), "parterre.peer.secret");
    var view = cluster.api(1).get("/cluster").is(200).json();
    var wrong = new LinkedHashMap<String, String>();
    wrong.put("parterre.cluster-id", view.path("clusterId").asString());
    wrong.put("parterre.node-id", "3");
    wrong.put("parterre.peer.bind", "127.0.0.1:" + (port - 1_000));
    for (var id : TestCluster.IDS) {
      var member = "parterre.members[" + (id - 1) + "]";
      wrong.put(member + ".id", "" + id);
      wrong.put(member + ".peer-url", "http://127.0.0.1:" + cluster.peerPort(id));
      wrong.put(member + ".url", cluster.api(id).base().toString());
    }
    refused(wrong, "parterre.peer.secret");
    cluster.agrees();
  }

  @Test
  void a_replica_without_a_token_refuses_admin_calls() throws IOException {
    var log = folder.resolve("log");
    var process = replica(Map.of()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      var api = Api.at("http://127.0.0.1:" + port);
      Until.holds("it serves", SOON, () -> serves(api));
      for (var one : List.of(api, api.withToken("guessed"), api.withToken(""))) {
        one.post("/venues", Shows.plan(1, 1)).isProblem(403, "forbidden");
      }
      assertThat(api.get("/venues").is(200).json().path("items")).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean serves(Api api) {
    try {
      return api.get("/events").status() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private void refused(Map<String, String> bad, String property) {
    var ended = Finished.run(replica(bad), SOON);
    assertThat(ended.exit()).as(ended.output()).isEqualTo(MISCONFIGURED);
    var errors = ended.output().lines().filter(line -> line.contains(" ERROR ")).toList();
    assertThat(errors).as(ended.output()).hasSize(1);
    assertThat(errors.getFirst()).contains(property);
    assertThat(ended.output()).as("no stack trace").doesNotContain("\tat ");
  }

  /// @param changes properties that differ from a valid configuration of one replica
  private ProcessBuilder replica(Map<String, String> changes) {
    var configuration = new LinkedHashMap<String, String>();
    configuration.put("server.address", "127.0.0.1");
    configuration.put("server.port", "" + port);
    configuration.put("management.server.port", "" + (port + 1_000));
    configuration.put("parterre.node-id", "1");
    configuration.put("parterre.members[0].id", "1");
    configuration.put("parterre.members[0].peer-url", "http://127.0.0.1:" + (port - 1_000));
    configuration.put("parterre.members[0].url", "http://127.0.0.1:" + port);
    configuration.put("parterre.peer.secret", SECRET);
    configuration.put("parterre.data-directory", folder.resolve("data").toString());
    configuration.putAll(changes);
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jar = requireNonNull(System.getProperty("parterre.jar"), "run by Failsafe");
    var flags = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");
    var line = new ArrayList<>(List.of(java));
    line.addAll(flags);
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-jar", jar));
    configuration.forEach((name, value) -> line.add("--" + name + "=" + value));
    var builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PARTERRE"));
    return builder;
  }
}

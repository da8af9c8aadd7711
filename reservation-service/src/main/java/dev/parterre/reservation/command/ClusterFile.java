package dev.parterre.reservation.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A cluster of this machine as `cluster.json` keeps it: nothing secret.
///
/// @param exampleEvent the event that the first start loaded; null until it has
record ClusterFile(
    String clusterId, Instant createdAt, @Nullable String exampleEvent, List<Member> replicas) {

  static final int REPLICAS_MAX = 7;
  static final int PORT_MIN = 1025;
  static final int PORT_MAX = 65_535 - 1000 - REPLICAS_MAX;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  ClusterFile {
    replicas = List.copyOf(replicas);
  }

  static ClusterFile create(String clusterId, Instant createdAt, int replicas, int port) {
    return new ClusterFile(clusterId, createdAt, null, members(replicas, port));
  }

  static Optional<ClusterFile> load(Path file) throws Failure {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readString(file), ClusterFile.class));
    } catch (IOException | JacksonException | NullPointerException e) {
      throw new Failure(file + " cannot be read: " + firstLine(e));
    }
  }

  /// Whole or not at all, also when the machine stops meanwhile.
  void save(Path file) throws Failure {
    var next = file.resolveSibling(file.getFileName() + ".next");
    try {
      DataDirectory.writePrivately(next, JSON.writeValueAsString(this) + "\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Failure(file + " cannot be written: " + firstLine(e));
    }
  }

  Member replica(int id) throws Failure {
    for (var replica : replicas) {
      if (replica.id() == id) {
        return replica;
      }
    }
    throw new Failure("there is no replica " + id + "; there are 1 to " + replicas.size());
  }

  int firstPort() {
    return replicas.getFirst().port();
  }

  ClusterFile onPorts(int firstPort) {
    return new ClusterFile(clusterId, createdAt, exampleEvent, members(replicas.size(), firstPort));
  }

  ClusterFile withExample(String eventId) {
    return new ClusterFile(clusterId, createdAt, eventId, replicas);
  }

  ClusterFile withProcess(int id, Identity process) {
    var changed =
        replicas.stream().map(r -> r.id() == id ? new Member(id, r.port(), process) : r).toList();
    return new ClusterFile(clusterId, createdAt, exampleEvent, changed);
  }

  private static List<Member> members(int replicas, int port) {
    return IntStream.range(0, replicas).mapToObj(i -> new Member(i + 1, port + i, null)).toList();
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /// @param process the one last started; null before the first start
  record Member(int id, int port, @Nullable Identity process) {

    int peerPort() {
      return port - 1000;
    }

    int managementPort() {
      return port + 1000;
    }

    String url() {
      return "http://127.0.0.1:" + port;
    }

    String peerUrl() {
      return "http://127.0.0.1:" + peerPort();
    }

    List<Integer> ports() {
      return List.of(port, peerPort(), managementPort());
    }

    /// The process that runs now, if one does.
    Optional<Identity> running() {
      return Optional.ofNullable(process).filter(p -> !p.isGone());
    }
  }
}

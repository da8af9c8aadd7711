package dev.parterre.reservation.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// The folder in which a cluster keeps its files.
record ClusterFolder(Path root) {

  private static final int LOG_LINES = 60;

  private Path replica(int id) {
    return root.resolve("replica-" + id);
  }

  Path data(int id) {
    return replica(id).resolve("data");
  }

  /// The replica's log output.
  String log(int id) {
    return read(replica(id).resolve("log"));
  }

  /// The secret that the replicas of this cluster share.
  String peerSecret() {
    return read(root.resolve("peer-secret")).strip();
  }

  String exampleEvent() {
    var file = JsonMapper.shared().readTree(read(root.resolve("cluster.json")));
    return file.path("exampleEvent").asString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void printLogs(int replicas) {
    for (var id = 1; id <= replicas; id++) {
      if (Files.exists(replica(id).resolve("log"))) {
        var lines = log(id).lines().toList();
        System.out.printf("---- replica %d%n", id);
        IntStream.range(Math.max(0, lines.size() - LOG_LINES), lines.size())
            .forEach(line -> System.out.println(lines.get(line)));
      }
    }
  }

  /// Kills the replicas of this cluster: the processes whose configuration is in this folder.
  void sweep() {
    ProcessHandle.allProcesses()
        .filter(it -> it.info().commandLine().orElse("").contains(root + "/replica-"))
        .forEach(ProcessHandle::destroyForcibly);
  }

  static void delete(Path root) {
    try (var tree = Files.walk(root)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.parterre.reservation.cli;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A cluster on this machine, as it is stored in `cluster.json`, which holds no secrets.
///
/// @param exampleEvent the event that the first start loaded; null until then, empty if a backup
///   was restored instead
/// @param founders the replicas that the cluster was founded with, whatever became of them
/// @param highestId the highest id that a replica ever had: ids are not reused
/// @param replicas the replicas that there are now
public record ClusterFile(
    String clusterId,
    Instant createdAt,
    @Nullable String exampleEvent,
    List<Founder> founders,
    int highestId,
    List<Member> replicas) {

  public static final int REPLICAS_MAX = 7;
  static final int PORT_MIN = 1025;
  static final int PORT_MAX = 65_535 - 1000 - REPLICAS_MAX;

  private static final String NO_EXAMPLE = "";
  private static final int PORTS_TRIED = 100;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public ClusterFile {
    founders = List.copyOf(founders);
    replicas = List.copyOf(replicas);
  }

  static ClusterFile create(String clusterId, Instant createdAt, int replicas, int port) {
    return of(clusterId, createdAt, null, null, null, members(replicas, port));
  }

  /// A cluster whose box office is not empty, so no example is loaded into it.
  static ClusterFile restored(String clusterId, Instant createdAt, int replicas, int port) {
    return of(clusterId, createdAt, NO_EXAMPLE, null, null, members(replicas, port));
  }

  ClusterFile withId(String id) {
    return new ClusterFile(id, createdAt, exampleEvent, founders, highestId, replicas);
  }

  /// @param founders null in a file from before members could be changed, as is `highestId`
  @JsonCreator
  static ClusterFile of(
      String clusterId,
      Instant createdAt,
      @Nullable String exampleEvent,
      @Nullable List<Founder> founders,
      @Nullable Integer highestId,
      List<Member> replicas) {
    return new ClusterFile(
        clusterId,
        createdAt,
        exampleEvent,
        founders != null
            ? founders
            : replicas.stream().map(member -> new Founder(member.id(), member.port())).toList(),
        highestId != null ? highestId : replicas.getLast().id(),
        replicas);
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

  /// Atomic, even if the machine stops meanwhile.
  void save(Path file) throws Failure {
    var next = file.resolveSibling(file.getFileName() + ".next");
    try {
      DataDirectory.writePrivately(next, JSON.writeValueAsString(this) + "\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Failure(file + " cannot be written: " + firstLine(e));
    }
  }

  public Member replica(int id) throws Failure {
    for (var replica : replicas) {
      if (replica.id() == id) {
        return replica;
      }
    }
    var ids = replicas.stream().map(r -> "" + r.id()).collect(Collectors.joining(", "));
    throw new Failure("there is no replica " + id + "; there are " + ids);
  }

  int firstPort() {
    return founders.getFirst().port();
  }

  boolean isFounder(int id) {
    return founders.stream().anyMatch(founder -> founder.id() == id);
  }

  ClusterFile withExample(String eventId) {
    return new ClusterFile(clusterId, createdAt, eventId, founders, highestId, replicas);
  }

  /// @param logBytes the length of the replica's log before this start
  ClusterFile withProcess(int id, Identity process, long logBytes) {
    return with(
        replicas.stream()
            .map(r -> r.id() == id ? new Member(id, r.port(), process, logBytes) : r)
            .toList());
  }

  /// Adds a replica, as the last one, under an id that no other ever had.
  ClusterFile withNext(IntPredicate isFree) throws Failure {
    var id = highestId + 1;
    var first = firstPort() + id - founders.getFirst().id();
    for (var port = first; port < first + PORTS_TRIED && port <= PORT_MAX; port++) {
      var next = Member.notStarted(id, port);
      if (next.ports().stream().allMatch(isFree::test)) {
        var more = new ArrayList<>(replicas);
        more.add(next);
        return new ClusterFile(clusterId, createdAt, exampleEvent, founders, id, more);
      }
    }
    throw new Failure("no ports from " + first + " on are free for another replica");
  }

  ClusterFile without(int id) {
    return with(replicas.stream().filter(replica -> replica.id() != id).toList());
  }

  private ClusterFile with(List<Member> changed) {
    return new ClusterFile(clusterId, createdAt, exampleEvent, founders, highestId, changed);
  }

  private static List<Member> members(int replicas, int port) {
    return IntStream.range(0, replicas).mapToObj(i -> Member.notStarted(i + 1, port + i)).toList();
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /// A replica that the cluster was founded with.
  public record Founder(int id, int port) {

    Member member() {
      return Member.notStarted(id, port);
    }
  }

  /// @param process the process that was last started; null before the first start
  /// @param logBytes the length of its log before that start; null if unknown
  public record Member(int id, int port, @Nullable Identity process, @Nullable Long logBytes) {

    static Member notStarted(int id, int port) {
      return new Member(id, port, null, null);
    }

    int peerPort() {
      return port - 1000;
    }

    int managementPort() {
      return port + 1000;
    }

    public String url() {
      return "http://127.0.0.1:" + port;
    }

    String peerUrl() {
      return "http://127.0.0.1:" + peerPort();
    }

    public List<Integer> ports() {
      return List.of(port, peerPort(), managementPort());
    }

    /// The state of its process.
    Identity.State state() {
      return process == null ? Identity.State.GONE : process.state();
    }

    /// The process, if it still runs.
    public Optional<Identity> running() {
      return Optional.ofNullable(process).filter(p -> !p.isGone());
    }
  }
}

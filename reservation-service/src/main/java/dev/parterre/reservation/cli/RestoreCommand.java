package dev.parterre.reservation.cli;

import dev.parterre.paxos.Founding;
import dev.parterre.paxos.members.NodeId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "restore",
    description = {
      "Founds a new cluster from a backup, or from the data directory of one stopped replica.",
      "Without --member: a cluster on this machine, which up starts. With --member: the data",
      "directories of replicas elsewhere, all of which must come from one call, or from calls with",
      "the same --member and --cluster-id."
    })
final class RestoreCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int REPLICAS = 3;
  private static final int PORT = 8081;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "FILE|DIR", description = "A backup, or a replica's data directory.")
  private Path source = Path.of("");

  @Option(
      names = "--replicas",
      paramLabel = "N",
      description = "How many (default: as before in DIR of --data, else " + REPLICAS + ").")
  private @Nullable Integer replicas;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The first one's port for clients (default: as before, else " + PORT + ").")
  private @Nullable Integer port;

  @Option(
      names = "--member",
      paramLabel = "ID=URL",
      description = "A founder, and where the others reach its peer port; once for each.")
  private Map<Integer, URI> members = new TreeMap<>();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "With --member: DIR/ID becomes the data directory of each founder.")
  private @Nullable Path to;

  @Option(
      names = "--founder",
      paramLabel = "ID",
      description = "With --member: write only this one's directory, which is DIR itself.")
  private @Nullable Integer founder;

  @Option(
      names = "--cluster-id",
      paramLabel = "NAME",
      description = "With --founder: the name that the first call printed (default: a new one).")
  private @Nullable String clusterId;

  @Override
  public Integer call() throws Failure {
    try {
      if (members.isEmpty()) {
        require(to == null, "--to needs --member");
        require(founder == null, "--founder needs --member");
        require(clusterId == null, "--cluster-id needs --member");
        restoreHere();
      } else {
        require(replicas == null && port == null, "--member excludes --replicas and --port");
        var target = to;
        require(target != null, "--member needs --to");
        require(founder == null || members.containsKey(founder), "--founder must be a --member");
        restoreElsewhere(target.toAbsolutePath().normalize());
      }
    } catch (IOException e) {
      throw new Failure(String.valueOf(e.getMessage()));
    }
    return 0;
  }

  @Contract("false, _ -> fail")
  private void require(boolean holds, String sentence) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), sentence);
    }
  }

  /// Founds a cluster in the folder of --data, where there is none or one that has lost its data.
  /// The admin token stays the same; the peers get a new secret, which no old replica knows.
  private void restoreHere() throws Failure, IOException {
    require(
        replicas == null || (replicas >= 1 && replicas <= ClusterFile.REPLICAS_MAX),
        "--replicas must be 1 to " + ClusterFile.REPLICAS_MAX);
    require(
        port == null || (port >= ClusterFile.PORT_MIN && port <= ClusterFile.PORT_MAX),
        "--port must be %d to %d".formatted(ClusterFile.PORT_MIN, ClusterFile.PORT_MAX));
    var directory = data.directory();
    directory.create();
    try (var _ = directory.lock(PATIENCE)) {
      var before = ClusterFile.load(directory.clusterFile());
      var count =
          replicas != null ? replicas : before.map(c -> c.replicas().size()).orElse(REPLICAS);
      var first = port != null ? port : before.map(ClusterFile::firstPort).orElse(PORT);
      if (before.isPresent() && !new Replicas(directory, before.get()).running().isEmpty()) {
        throw new Failure("replicas of " + directory.root() + " are running: stop them with down");
      }
      directory.requireWithoutReplicaData();
      var plan = ClusterFile.restored("", Instant.now(), count, first);
      var peers = new TreeMap<NodeId, URI>();
      plan.replicas().forEach(r -> peers.put(new NodeId(r.id()), URI.create(r.peerUrl())));
      var founding = founding(directory.root(), peers);
      var id = founding.newClusterId();
      for (var replica : plan.replicas()) {
        directory.createReplica(replica.id());
        founding.writeTo(directory.data(replica.id()), id, new NodeId(replica.id()));
      }
      directory.keepSecret(directory.peerSecretFile(), DataDirectory.randomSecret());
      keepAdminToken(directory);
      plan.withId(id).save(directory.clusterFile());
      say(founding, id);
      line("Start it with ./parterre up%s", directory.suffix());
    }
  }

  /// If there is no token here, takes the one of the cluster folder that the source is in.
  private void keepAdminToken(DataDirectory directory) throws Failure {
    var replica = source.toAbsolutePath().normalize().getParent();
    var cluster = replica == null ? null : replica.getParent();
    if (cluster != null && directory.secret(directory.adminTokenFile()).isEmpty()) {
      var token = directory.secret(new DataDirectory(cluster).adminTokenFile());
      if (token.isPresent()) {
        directory.keepSecret(directory.adminTokenFile(), token.get());
      }
    }
  }

  private void restoreElsewhere(Path target) throws Failure, IOException {
    var peers = new TreeMap<NodeId, URI>();
    members.forEach((id, url) -> peers.put(new NodeId(id), url));
    for (var peer : peers.entrySet()) {
      var url = peer.getValue();
      require(
          peer.getKey().value() >= 1
              && "http".equals(url.getScheme())
              && url.getHost() != null
              && url.getPort() > 0
              && url.getPath().isEmpty(),
          "--member must be like 1=http://10.0.0.1:7081");
    }
    for (var each : founders()) {
      Founding.requireEmpty(place(target, each));
    }
    Files.createDirectories(founder == null ? target : target.resolveSibling(""));
    var founding = founding(founder == null ? target : target.resolveSibling(""), peers);
    var id = clusterId == null ? founding.newClusterId() : clusterId;
    for (var each : founders()) {
      founding.writeTo(place(target, each), id, new NodeId(each));
    }
    say(founding, id);
    line("Start every replica on its directory with parterre.cluster-id=%s", id);
  }

  private Iterable<Integer> founders() {
    return founder == null ? members.keySet() : List.of(founder);
  }

  private Path place(Path target, int each) {
    return founder == null ? target.resolve(Integer.toString(each)) : target;
  }

  /// @param beside a folder for a temporary copy of a replica's directory
  private Founding founding(Path beside, Map<NodeId, URI> peers) throws IOException {
    if (!Files.isDirectory(source)) {
      return Founding.ofBackup(source, EmptyState.ofThisProgram(), peers);
    }
    var scratch = beside.resolve(".restoring-" + DataDirectory.randomSecret());
    return Founding.ofDirectory(source, scratch, EmptyState.ofThisProgram(), peers);
  }

  private void say(Founding founding, String id) {
    var from = founding.source();
    line(
        "Restored up to index %d (slot %s) of cluster %s.",
        from.index(), from.slot(), from.clusterId());
    line("Replicated time there: %s.", Instant.ofEpochMilli(from.timeMillis()));
    if (Files.isDirectory(source)) {
      line("Lost: what the others had decided and replica %s had not learned.", from.node());
      if (from.undecided() > 0) {
        line(
            "Included: %d slots at the end that it had accepted but did not know to be decided,"
                + " since they may have been acknowledged.",
            from.undecided());
      }
    } else {
      line("Lost: what was acknowledged after this backup was made.");
    }
    line("The new cluster is %s; its index continues from %d.", id, founding.nextIndex());
  }

  private void line(String format, Object... arguments) {
    var out = spec.commandLine().getOut();
    out.println(format.formatted(arguments));
    out.flush();
  }
}

package dev.parterre.reservation.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// Starts a whole cluster and waits until it can sell: what `up` does, without its output.
public record Opening(DataDirectory directory) {

  private static final String TOKEN_VARIABLE = "PARTERRE_ADMIN_TOKEN";

  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,1024}");

  public static ClusterFile newCluster(int replicas, int port) {
    var created = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var id = DataDirectory.randomSecret().replaceAll("[^A-Za-z0-9]", "");
    return ClusterFile.create(id, created, replicas, port);
  }

  /// Starts every replica and waits until each answers a linearizable read. If that fails, all are
  /// stopped again, unless one was refused by the others.
  public void start(Replicas replicas, String adminToken) throws Failure {
    try {
      var starts = replicas.start(replicas.cluster().replicas(), adminToken);
      replicas.await(starts, r -> Replica.at(r.url(), Duration.ofSeconds(2)).reads());
    } catch (Failure e) {
      // The others are needed to replace the one that they refused.
      if (!replicas.haveRefusedOne()) {
        replicas.stop();
      }
      throw e;
    }
  }

  /// Loads the example, unless it was loaded before.
  public ClusterFile loadExample(Replicas replicas, String adminToken) throws Failure {
    var cluster = replicas.cluster();
    if (cluster.exampleEvent() != null) {
      return cluster;
    }
    var changed =
        cluster.withExample(
            new Example(cluster, adminToken).load(replicas.patience(replicas.started())));
    changed.save(directory.clusterFile());
    return changed;
  }

  Optional<String> keptToken() throws Failure {
    return directory.secret(directory.adminTokenFile());
  }

  /// The token of the environment, else the one stored here, else a new one. Stores it here.
  public String tokenToStartWith() throws Failure {
    var given = givenToken();
    if (given.isPresent() && !TOKEN.matcher(given.get()).matches()) {
      throw new Failure(TOKEN_VARIABLE + " must be 1 to 1024 visible ASCII characters");
    }
    var kept = keptToken();
    var token = given.or(() -> kept).orElseGet(DataDirectory::randomSecret);
    if (!kept.equals(Optional.of(token))) {
      directory.keepSecret(directory.adminTokenFile(), token);
    }
    return token;
  }

  /// The token that the running cluster knows: the one stored here, else that of the environment.
  public String knownToken() throws Failure {
    var known = keptToken().or(Opening::givenToken);
    return known.orElseThrow(() -> new Failure("an admin token is needed: set " + TOKEN_VARIABLE));
  }

  static boolean tokenIsGiven() {
    return givenToken().isPresent();
  }

  private static Optional<String> givenToken() {
    return Optional.ofNullable(System.getenv(TOKEN_VARIABLE)).filter(token -> !token.isEmpty());
  }

  public void makePeerSecret() throws Failure {
    if (directory.secret(directory.peerSecretFile()).isEmpty()) {
      directory.keepSecret(directory.peerSecretFile(), DataDirectory.randomSecret());
    }
  }
}

package dev.parterre.reservation.command;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Admin calls to whichever replica answers.
record Admin(List<URI> replicas, String token) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  static Admin of(ClusterFile cluster, String token) {
    return new Admin(
        cluster.replicas().stream().map(replica -> URI.create(replica.url())).toList(), token);
  }

  /// Asks one replica after another, under the same key, until one has done it.
  JsonNode post(String path, String idempotencyKey, Object body, Duration atMost) throws Failure {
    var deadline = System.nanoTime() + atMost.toNanos();
    var why = "";
    for (var attempt = 0; attempt == 0 || System.nanoTime() < deadline; attempt++) {
      var base = replicas.get(attempt % replicas.size());
      var answer = tryPost(base, path, idempotencyKey, body);
      if (answer != null && answer.isDone()) {
        return answer.body();
      }
      if (answer != null && answer.status() < 500 && answer.status() != 429) {
        throw new Failure(path + " was refused: " + answer.why());
      }
      why = answer == null ? base + " does not answer" : answer.why();
      Replicas.pause(Duration.ofMillis(100));
    }
    throw new Failure(path + " was not done: " + why);
  }

  private Replica.@Nullable Answer tryPost(
      URI base, String path, String idempotencyKey, Object body) {
    try {
      return new Replica(base, PATIENCE).post(Replica.API + path, token, idempotencyKey, body);
    } catch (IOException e) {
      return null;
    }
  }

  static String time(Instant instant) {
    return RFC_3339.format(instant);
  }

  /// An amount of money as the contract writes it.
  record Price(String amount, String currency) {}
}

package dev.parterre.reservation.cli;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Makes admin calls, to whichever replica answers.
public record Admin(List<URI> replicas, String token) {

  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Set<String> FOR_NOW = Set.of("not-caught-up", "another-under-way");
  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  public static Admin of(ClusterFile cluster, String token) {
    return new Admin(
        cluster.replicas().stream().map(replica -> URI.create(replica.url())).toList(), token);
  }

  /// An admin call, to one replica.
  private interface Call {
    Replica.Answer to(Replica replica) throws IOException;
  }

  /// Sends the request to one replica after another, under the same key, until one has carried it
  /// out.
  public JsonNode post(String path, String idempotencyKey, Object body, Patience patience)
      throws Failure {
    Call post = replica -> replica.post(Replica.API + path, token, idempotencyKey, body);
    return call(path, post, Set.of(), patience).body();
  }

  /// Changes the cluster itself. Repeats a request while its refusal is temporary.
  void change(String path, Object body, Patience patience) throws Failure {
    Call post = replica -> replica.post(Replica.API + path, token, "change", body);
    var _ = call(path, post, Set.of(), patience);
  }

  JsonNode get(String path, Patience patience) throws Failure {
    return call(path, replica -> replica.get(Replica.API + path), Set.of(), patience).body();
  }

  /// Also succeeds if there is no such member any more.
  void removeMember(int id, Patience patience) throws Failure {
    var path = "/cluster/members/" + id;
    Call delete = replica -> replica.delete(Replica.API + path, token, "change");
    var _ = call(path, delete, Set.of("not-a-member"), patience);
  }

  /// @param done reasons of refusals that count as success
  private Replica.Answer call(String path, Call call, Set<String> done, Patience patience)
      throws Failure {
    var why = "";
    for (var attempt = 0; attempt == 0 || patience.lasts(); attempt++) {
      var base = replicas.get(attempt % replicas.size());
      var answer = tryCall(new Replica(base, ANSWER), call);
      if (answer != null && (answer.isDone() || done.contains(answer.reason()))) {
        return answer;
      }
      if (answer != null && !isRefusedForNow(answer)) {
        throw new Failure(path + " was refused: " + answer.why());
      }
      why = answer == null ? base + " does not answer" : answer.why();
      Replicas.pause(Duration.ofMillis(100));
    }
    throw new Failure(path + " was not done " + patience.text() + ": " + why);
  }

  private static boolean isRefusedForNow(Replica.Answer answer) {
    return answer.status() >= 500 || answer.status() == 429 || FOR_NOW.contains(answer.reason());
  }

  private static Replica.@Nullable Answer tryCall(Replica replica, Call call) {
    try {
      return call.to(replica);
    } catch (IOException e) {
      return null;
    }
  }

  public static String time(Instant instant) {
    return RFC_3339.format(instant);
  }

  /// An amount of money as the contract writes it.
  public record Price(String amount, String currency) {}
}

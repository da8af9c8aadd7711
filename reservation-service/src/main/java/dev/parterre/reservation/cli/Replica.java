package dev.parterre.reservation.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of one replica, as far as the command line needs it; one connection per call.
public record Replica(URI base, Duration patience) {

  public static final String API = "/api/v1";

  private static final JsonMapper JSON = JsonMapper.shared();

  public static Replica at(String url, Duration patience) {
    return new Replica(URI.create(url), patience);
  }

  /// How the replica sees itself and its cluster, also without a quorum; empty if it does not
  /// answer.
  public Optional<View> view() {
    try {
      var answer = get(API + "/cluster");
      return answer.status() == 200
          ? Optional.of(JSON.treeToValue(answer.body(), View.class))
          : Optional.empty();
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  /// Whether a linearizable read succeeds, which needs a quorum.
  boolean reads() {
    try {
      return get(API + "/events?limit=1").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  Answer get(String path) throws IOException {
    return exchange(HttpRequests.get(base, path));
  }

  Answer post(String path, @Nullable String token, String idempotencyKey, Object body)
      throws IOException {
    var bytes = body instanceof byte[] given ? given : JSON.writeValueAsBytes(body);
    return exchange(HttpRequests.post(base, path, token, idempotencyKey, bytes));
  }

  Answer delete(String path, @Nullable String token, String idempotencyKey) throws IOException {
    return exchange(HttpRequests.delete(base, path, token, idempotencyKey));
  }

  private Answer exchange(byte[] request) throws IOException {
    try (var lane = new HttpLane(base, patience)) {
      var status = lane.send(request);
      return new Answer(status, parse(lane.body()));
    }
  }

  private static JsonNode parse(byte[] body) throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      var text = new String(body, UTF_8);
      throw new IOException("not JSON: " + text.substring(0, Math.min(80, text.length())), e);
    }
  }

  record Answer(int status, JsonNode body) {

    boolean isDone() {
      return status / 100 == 2;
    }

    /// The reason code of a change of members that was refused; otherwise empty.
    String reason() {
      return body.path("reason").asString("");
    }

    /// For a sentence: the status, and what the body says if it is a problem.
    String why() {
      var why = body.path("detail").asString(body.path("title").asString(""));
      return why.isEmpty() ? "status " + status : "status " + status + ": " + why;
    }
  }

  /// The body of `GET /cluster`, as far as it is used here.
  ///
  /// @param state null from a replica of an earlier version
  public record View(
      String self,
      @Nullable String leader,
      @Nullable Round ballot,
      long applied,
      long index,
      boolean voting,
      @Nullable Long held,
      @Nullable String state,
      List<Peer> members) {

    boolean names(int id) {
      return members.stream().anyMatch(member -> member.id().equals(Integer.toString(id)));
    }

    /// Whether it has stopped for good, and its process is about to end.
    boolean hasStopped() {
      return "refused".equals(state) || "failed".equals(state);
    }

    /// How many slots it is behind the most advanced member, as far as it has heard.
    long behind() {
      return Math.max(0, members.stream().mapToLong(Peer::applied).max().orElse(0) - applied);
    }

    public String role() {
      return leader == null ? "candidate" : leader.equals(self) ? "leader" : "follower";
    }
  }

  /// @param applied the last slot that the member is known to have applied
  public record Peer(String id, long applied) {}

  public record Round(long round, String node) {

    @Override
    public String toString() {
      return round + "." + node;
    }
  }
}

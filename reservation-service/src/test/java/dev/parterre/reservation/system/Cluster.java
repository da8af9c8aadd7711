package dev.parterre.reservation.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Replicas that run as processes, seen by their clients and operators.
abstract sealed class Cluster implements AutoCloseable permits TestCluster, NetworkedCluster {

  static final Duration ELECTION = Duration.ofSeconds(20);

  /// The ids of its replicas.
  abstract List<Integer> ids();

  abstract Api api(int id);

  abstract Api admin();

  abstract Api management(int id);

  abstract void printLogs();

  @Override
  public abstract void close();

  List<Api> apis() {
    return ids().stream().map(this::api).toList();
  }

  List<Api> apisBut(int id) {
    return ids().stream().filter(other -> other != id).map(this::api).toList();
  }

  /// The replica that a majority, including itself, considers the leader.
  int leader() {
    var leader = new int[1];
    Until.holds(
        "a leader that a majority knows",
        ELECTION,
        () -> {
          var named = ids().stream().map(this::leaderOf).toList();
          leader[0] =
              ids().stream()
                  .filter(id -> id.equals(named.get(ids().indexOf(id))))
                  .filter(id -> named.stream().filter(id::equals).count() > ids().size() / 2)
                  .findFirst()
                  .orElse(0);
          return leader[0] != 0;
        });
    return leader[0];
  }

  int follower() {
    var leader = leader();
    return ids().stream().filter(id -> id != leader).findFirst().orElseThrow();
  }

  /// The replica that this one considers the leader.
  @Nullable Integer leaderOf(int id) {
    var view = view(id);
    return view == null || view.path("leader").isNull() ? null : view.path("leader").asInt();
  }

  /// The replica's view of the cluster; null if it does not answer.
  @Nullable JsonNode view(int id) {
    try {
      var request = api(id).request("/cluster").timeout(Duration.ofSeconds(2)).build();
      var answer = api(id).send(request);
      return answer.status() == 200 ? answer.json() : null;
    } catch (UncheckedIOException down) {
      return null;
    }
  }

  static boolean serves(Api api) {
    return api.get("/events?limit=1").status() == 200;
  }

  /// Waits until all replicas have the same index, and checks that replicas at the same index have
  /// the same digest.
  void agrees() {
    Until.holds(
        "one index at all replicas",
        ELECTION,
        () -> {
          var views = ids().stream().map(this::view).toList();
          if (views.contains(null)) {
            return false;
          }
          var index = views.stream().map(view -> requireNonNull(view).path("index").asLong());
          var hash = views.stream().map(view -> requireNonNull(view).path("stateHash").asString());
          var same = index.distinct().count() == 1;
          if (same) {
            assertThat(hash.distinct()).as("stateHash of %s", views).hasSize(1);
          }
          return same;
        });
  }
}

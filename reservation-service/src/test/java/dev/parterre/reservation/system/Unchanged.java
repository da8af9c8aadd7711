package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

/// Requests after which nothing was ordered, and the state is what it was.
final class Unchanged {

  private Unchanged() {}

  static void by(TestCluster cluster, Runnable request) {
    var before = state(cluster);
    request.run();
    assertThat(state(cluster)).isEqualTo(before);
  }

  private static String state(TestCluster cluster) {
    cluster.agrees();
    var view = cluster.api(1).get("/cluster").is(200).json();
    return view.path("index").asLong() + " " + view.path("stateHash").asString();
  }
}

package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

/// Checks that a request orders no command and does not change the state.
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

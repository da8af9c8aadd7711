package dev.parterre.reservation.system;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one replica knows of the leadership.
///
/// @param leader the replica that it considers the leader
/// @param round the round of the ballot that it has promised
/// @param elections how often it asked to be the leader
/// @param changes how often it saw the leader change
record Leadership(String leader, long round, long elections, long changes) {

  /// By replica; all must answer.
  static Map<Integer, Leadership> of(Cluster cluster) {
    return of(cluster, cluster.ids());
  }

  static Map<Integer, Leadership> of(Cluster cluster, List<Integer> ids) {
    var all = new TreeMap<Integer, Leadership>();
    for (var id : ids) {
      all.put(id, of(cluster, id));
    }
    return all;
  }

  static Leadership of(Cluster cluster, int id) {
    var view = requireNonNull(cluster.view(id), "replica " + id);
    var metrics = cluster.management(id).get("//actuator/prometheus").is(200).text();
    return new Leadership(
        view.path("leader").asString("nobody"),
        view.path("ballot").path("round").asLong(),
        count(metrics, "parterre_paxos_elections_total"),
        count(metrics, "parterre_paxos_leader_changes_total"));
  }

  Leadership withChanges(long other) {
    return new Leadership(leader, round, elections, other);
  }

  Leadership ofAnyRound() {
    return new Leadership(leader, 0, elections, changes);
  }

  private static long count(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .mapToLong(number -> (long) Double.parseDouble(number))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " among the metrics"));
  }
}

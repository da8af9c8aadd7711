package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Replicas are added and removed under load. The test has its own cluster, since it changes the
/// members.
@ExtendWith(OwnCluster.class)
@Timeout(300)
class MembersIT {

  private static final int BUYERS = 4;
  private static final int ROWS = 20;
  private static final int SEATS_IN_ROW = 50;
  private static final Duration SOON = Duration.ofSeconds(40);

  private final TestCluster cluster;

  MembersIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void replicas_are_added_lost_replaced_and_removed_under_load() {
    var event = Shows.event(cluster, ROWS, SEATS_IN_ROW, Map.of());
    var crowd = Crowd.of(BUYERS, cluster.apis(), List.of(event), ROWS, SEATS_IN_ROW);
    try (crowd) {
      crowd.goesOn(20, SOON);
      assertThat(cluster.command("add")).contains("Replica 4 votes");
      cluster.isOf(1, 2, 3, 4);
      everybodyShows(4);
      cluster.command("kill", "2");
      crowd.goesOn(20, SOON);
      aWipedReplicaIsRefused(2);
      anIdIsNotUsedAgain();
      assertThat(cluster.command("replace", "2"))
          .contains("Replica 5 votes in the place of replica 2");
      cluster.isOf(1, 3, 4, 5);
      everybodyShows(5);
      assertThat(cluster.folder().log(5)).contains("Fetched a peer's snapshot");
      cluster.command("remove", "4");
      cluster.isOf(1, 3, 5);
      cluster.command("lead", "5");
      assertThat(cluster.leader()).isEqualTo(5);
      crowd.goesOn(20, SOON);
      cluster.strike(1, 3, 5);
      cluster.command("up");
      crowd.goesOn(20, SOON);
    }
    assertThat(crowd.faults()).isEmpty();
    assertThat(cluster.status()).containsOnlyKeys(1, 3, 5);
    new Audit(cluster, crowd.asked()).run(List.of(event));
  }

  /// Every replica knows the addresses of the one that was added, and that it votes.
  private void everybodyShows(int added) {
    for (var api : cluster.apis()) {
      Until.holds(
          "it shows replica " + added,
          SOON,
          () ->
              api.get("/cluster")
                  .is(200)
                  .json()
                  .path("members")
                  .valueStream()
                  .filter(member -> member.path("id").asString().equals("" + added))
                  .anyMatch(member -> isAt(member, added)));
    }
    assertThat(cluster.status().values()).allMatch(line -> isDownOrVotes(line));
  }

  private boolean isAt(JsonNode member, int id) {
    return member.path("url").asString().equals(cluster.api(id).base().toString())
        && member.path("peerUrl").asString().equals("http://127.0.0.1:" + cluster.peerPort(id));
  }

  private static boolean isDownOrVotes(JsonNode line) {
    return line.path("pid").isNull() || line.path("voting").asBoolean();
  }

  /// A replica without its disk has lost its promises, so its peers refuse it under its old id.
  private void aWipedReplicaIsRefused(int id) {
    ClusterFolder.delete(cluster.folder().data(id));
    var started = cluster.run("start", "" + id);
    assertThat(started.exit()).isEqualTo(1);
    assertThat(started.output())
        .contains("replica " + id + " has stopped for good")
        .contains("refuses this one: replica " + id + " has another disk than before")
        .contains("it must be replaced under a new id: ./parterre replace " + id);
    assertThat(cluster.folder().log(id)).doesNotContain("\tat ");
    assertThat(cluster.isDown(id)).isTrue();
  }

  private void anIdIsNotUsedAgain() {
    var members = "/cluster/members";
    var admin = cluster.admin();
    for (var used : List.of("2", "4")) {
      var wanted = Map.of("id", used, "peerUrl", "http://127.0.0.1:1", "url", "http://127.0.0.1:2");
      assertThat(reason(admin.post(members, wanted))).isEqualTo("id-used");
    }
    var peerUrl = "http://127.0.0.1:" + cluster.peerPort(4);
    var there = Map.of("id", "4", "peerUrl", peerUrl, "url", cluster.api(4).base());
    admin.post(members, there).is(201);
    assertThat(reason(admin.delete(members + "/77"))).isEqualTo("not-a-member");
    var nobody = Map.of("id", "9", "peerUrl", "http://127.0.0.1:1", "url", "http://127.0.0.1:2");
    assertThat(reason(admin.post(members, nobody))).isEqualTo("address-not-reached");
    admin.post(members, Map.of("id", "9")).isProblem(422, "invalid");
    cluster.api(1).post(members, nobody).isProblem(401, "unauthenticated");
    cluster.api(1).post("/cluster/leader", Map.of("id", "1")).isProblem(401, "unauthenticated");
    assertThat(reason(admin.post("/cluster/leader", Map.of("id", "77")))).isEqualTo("not-a-member");
  }

  private static String reason(Answer refused) {
    return refused.isProblem(409, "membership-refused").json().path("reason").asString();
  }
}

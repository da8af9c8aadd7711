package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The procedures of OPERATIONS.md, chapter Backup, exactly as written there.
@ExtendWith(OwnCluster.class)
@Timeout(400)
class BackupIT {

  private static final int BUYERS = 6;
  private static final int ROWS = 30;
  private static final int SEATS_IN_ROW = 60;
  private static final long FOUNDED_AGAIN = 1_000_000_000_000L;
  private static final Duration SOON = Duration.ofSeconds(60);

  private final TestCluster cluster;
  @TempDir Path shelf;

  BackupIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void a_backup_under_load_founds_a_cluster_when_all_disks_are_gone() throws IOException {
    var event = Shows.event(cluster, ROWS, SEATS_IN_ROW, Map.of());
    var file = shelf.resolve("house.backup");
    var crowd = crowd(event);
    List<Asked> before;
    String said;
    try (crowd) {
      crowd.goesOn(150, SOON);
      before = crowd.asked();
      said = cluster.command("backup", file.toString());
      crowd.goesOn(100, SOON);
    }
    assertThat(crowd.faults()).isEmpty();
    var index = number(said, "index +(\\d+)");
    assertThat(before).allMatch(it -> it.answer().logIndex() <= index);
    assertThat(cluster.command("backup", "--verify", file.toString())).contains("" + index);

    cluster.strike(1, 2, 3);
    loseDisks(1, 2, 3);
    var restored = cluster.command("restore", file.toString());
    assertThat(number(restored, "Restored up to index (\\d+)")).isEqualTo(index);
    cluster.command("up");

    var kept = crowd.asked().stream().filter(it -> it.answer().logIndex() <= index).toList();
    new Audit(cluster, kept).run(List.of(event));
    aStreamIsNotResumedAcross(event, crowd.asked());
    whatWasAskedAfterTheBackupIsAskedAnew(crowd.asked(), index);
    sellsOn(event);
    aStreamIsNotResumedAcross(event, crowd.asked());
  }

  @Test
  void one_replica_s_directory_founds_a_cluster_when_the_majority_is_gone() throws IOException {
    var event = Shows.event(cluster, ROWS, SEATS_IN_ROW, Map.of());
    var crowd = crowd(event);
    try (crowd) {
      crowd.goesOn(200, SOON);
    }
    assertThat(crowd.faults()).isEmpty();
    var left = cluster.follower();
    var data = cluster.folder().data(left);
    assertThat(cluster.run("restore", data.toString()).exit()).isEqualTo(1);

    cluster.strike(1, 2, 3);
    for (var id : TestCluster.IDS) {
      if (id != left) {
        loseDisks(id);
      }
    }
    var refused = cluster.run("restore", data.toString());
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.output()).contains("holds data");
    var moved = shelf.resolve("replica-" + left);
    Files.move(data, moved);
    var restored = cluster.command("restore", moved.toString());
    assertThat(restored).contains("replica " + left + " had not learned");
    var index = number(restored, "Restored up to index (\\d+)");
    cluster.command("up");

    var kept = crowd.asked().stream().filter(it -> it.answer().logIndex() <= index).toList();
    assertThat(kept).hasSizeGreaterThan(crowd.asked().size() - BUYERS);
    new Audit(cluster, kept).run(List.of(event));
    sellsOn(event);
  }

  @Test
  void a_backup_is_a_call_for_administrators() throws IOException {
    cluster.api(2).get("/cluster/backup").isProblem(401, "unauthenticated");
    var answer = cluster.admin().get("/cluster/backup").is(200);
    assertThat(answer.header("Content-Disposition")).contains("" + answer.logIndex());
    var file = Files.write(shelf.resolve("by-hand"), answer.bytes());
    var said = cluster.command("backup", "--verify", file.toString());
    assertThat(number(said, "index +(\\d+)")).isEqualTo(answer.logIndex());

    var cut = Files.write(shelf.resolve("cut"), List.of("PARTBACK"));
    var refused = cluster.run("backup", "--verify", cut.toString());
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.output()).contains(cut + " is damaged");
    assertThat(cluster.run("backup", file.toString()).output()).contains("exists already");
  }

  @Test
  void without_the_script_every_founder_gets_a_directory_of_its_own() throws IOException {
    var file = shelf.resolve("house.backup");
    var index = number(cluster.command("backup", file.toString()), "index +(\\d+)");
    var members =
        List.of("--member", "1=http://10.0.0.1:7081", "--member", "2=http://10.0.0.2:7081");
    var target = shelf.resolve("new");
    var made = jar(members, "restore", file.toString(), "--to", target.toString());
    assertThat(made.exit()).as(made.output()).isZero();
    assertThat(number(made.output(), "Restored up to index (\\d+)")).isEqualTo(index);
    var id = word(made.output(), "parterre.cluster-id=(\\S+)");

    var alone = shelf.resolve("alone");
    var one = List.of("--to", alone.toString(), "--founder", "2", "--cluster-id", id);
    assertThat(jar(concat(members, one), "restore", file.toString()).exit()).isZero();
    var elsewhere = List.of("--member", "2=http://10.0.0.9:7081");
    var there = List.of("--to", shelf.resolve("other").toString(), "--founder", "2");
    var other = jar(concat(elsewhere, there), "restore", file.toString(), "--cluster-id", id);
    assertThat(other.exit()).isEqualTo(1);
    assertThat(other.output()).contains("was not founded on this state with these founders");
    for (var directory : List.of(target.resolve("1"), target.resolve("2"), alone)) {
      var again = shelf.resolve("again-" + directory.getFileName());
      var from = jar(members, "restore", directory.toString(), "--to", again.toString());
      assertThat(from.exit()).as(from.output()).isZero();
      assertThat(number(from.output(), "Restored up to index (\\d+)"))
          .isEqualTo((index / FOUNDED_AGAIN + 1) * FOUNDED_AGAIN);
      assertThat(from.output()).contains("of cluster " + id);
    }
    var full = jar(members, "restore", file.toString(), "--to", target.toString());
    assertThat(full.exit()).isEqualTo(1);
    assertThat(full.output()).contains(target.resolve("1") + " holds data");
  }

  private static Finished jar(List<String> options, String... arguments) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var line = new ArrayList<>(List.of(java, "-jar", System.getProperty("parterre.jar", "")));
    line.addAll(List.of(arguments));
    line.addAll(options);
    return Finished.run(new ProcessBuilder(line), Duration.ofMinutes(5));
  }

  private static List<String> concat(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private Crowd crowd(String event) {
    return Crowd.of(BUYERS, cluster.apis(), List.of(event), ROWS, SEATS_IN_ROW);
  }

  private void loseDisks(int... ids) {
    for (var id : ids) {
      ClusterFolder.delete(cluster.folder().data(id));
    }
  }

  /// etcd #11486: a client that follows changes and has seen a higher index than the restored state
  /// has must not wait for that index, which will mean something else.
  private void aStreamIsNotResumedAcross(String event, List<Asked> asked) {
    var seen = asked.stream().mapToLong(it -> it.answer().logIndex()).max().orElseThrow();
    for (var api : cluster.apis()) {
      try (var stream = SeatStream.open(api, event, seen)) {
        assertThat(stream.next().event()).isEqualTo("snapshot");
      }
    }
  }

  private void whatWasAskedAfterTheBackupIsAskedAnew(List<Asked> asked, long index) {
    var lost = asked.stream().filter(it -> it.answer().logIndex() > index).toList();
    assertThat(lost).isNotEmpty();
    var first = lost.getFirst();
    var again = cluster.api(3).post(first.path(), first.body(), Shows.key(first.key()));
    assertThat(again.logIndex()).isGreaterThan(FOUNDED_AGAIN);
  }

  private void sellsOn(String event) {
    var crowd = crowd(event);
    try (crowd) {
      crowd.goesOn(50, SOON);
    }
    assertThat(crowd.faults()).isEmpty();
    assertThat(crowd.asked()).allMatch(it -> it.answer().logIndex() > FOUNDED_AGAIN);
    cluster.agrees();
  }

  private static long number(String said, String pattern) {
    return Long.parseLong(word(said, pattern));
  }

  private static String word(String said, String pattern) {
    var found = Pattern.compile(pattern).matcher(said);
    assertThat(found.find()).as(said).isTrue();
    return found.group(1);
  }
}

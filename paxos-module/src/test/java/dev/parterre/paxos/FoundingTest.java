package dev.parterre.paxos;

import static dev.parterre.paxos.TestNodes.applied;
import static dev.parterre.paxos.TestNodes.command;
import static dev.parterre.paxos.TestNodes.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.log.DataDirectory;
import dev.parterre.paxos.log.SegmentedLog;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@Tag("slow")
class FoundingTest {

  private static final int COMMANDS = 70;

  @TempDir Path disks;
  @TempDir Path newDisks;
  @TempDir Path elsewhere;

  @Test
  void a_backup_of_a_live_cluster_founds_another_that_goes_on_from_it() throws Exception {
    var file = elsewhere.resolve("backup");
    long index;
    try (var nodes = new TestNodes(disks)) {
      nodes.found(3);
      index = apply(nodes, 1, COMMANDS);
      write(nodes.node(2), file);
      apply(nodes, COMMANDS + 1, COMMANDS + 5);
    }
    try (var nodes = new TestNodes(newDisks)) {
      var founding = Founding.ofBackup(file, new CounterMachine(), nodes.place(3));
      assertThat(founding.source().index()).isEqualTo(index);
      var id = found(founding, nodes);
      for (var node = 1; node <= 3; node++) {
        nodes.start(node, id);
      }
      assertThat(read(nodes.node(3))).isEqualTo(commands(COMMANDS));
      var next = applied(nodes.node(1).submit(command(COMMANDS + 1, "command 71")));
      assertThat(next.index()).isEqualTo(Founding.INDEX_STEP + 1);
    }
  }

  @Test
  void an_outcome_that_was_known_is_known_in_the_new_cluster() throws Exception {
    var file = elsewhere.resolve("backup");
    Reply.Applied first;
    try (var nodes = new TestNodes(disks)) {
      nodes.found(1);
      first = applied(nodes.node(1).submit(command(1, "command 1")));
      write(nodes.node(1), file);
    }
    try (var nodes = new TestNodes(newDisks)) {
      var founding = Founding.ofBackup(file, new CounterMachine(), nodes.place(1));
      nodes.start(1, found(founding, nodes));
      var again = applied(nodes.node(1).submit(command(1, "command 1")));
      assertThat(again.index()).isEqualTo(first.index());
      assertThat(again.outcome()).isEqualTo(first.outcome());
      assertThat(read(nodes.node(1))).containsExactly("command 1");
    }
  }

  @Test
  void one_stopped_replica_s_directory_is_enough_and_stays_as_it_was() throws Exception {
    try (var nodes = new TestNodes(disks)) {
      nodes.found(3);
      apply(nodes, 1, COMMANDS);
      read(nodes.node(3));
    }
    var directory = disks.resolve("node-3");
    var before = content(directory);
    try (var nodes = new TestNodes(newDisks)) {
      var founding = ofDirectory(directory, nodes.place(3));
      assertThat(content(directory)).isEqualTo(before);
      assertThat(founding.source().node()).isEqualTo(new NodeId(3));
      var id = found(founding, nodes);
      nodes.start(1, id);
      nodes.start(2, id);
      assertThat(read(nodes.node(1))).isEqualTo(commands(COMMANDS));
    }
  }

  /// The others may have decided it, and acknowledged that.
  @Test
  void what_a_replica_accepted_and_did_not_learn_to_be_decided_is_taken_up() throws Exception {
    var self = new NodeId(1);
    var directory = disks.resolve("one");
    try (var log = SegmentedLog.open(DataDirectory.open(directory, "c", self), 1 << 20)) {
      log.append(List.of(accepted(1), accepted(2), new DecidedUpTo(new Slot(1)), accepted(4)));
      log.force();
    }
    var founding = ofDirectory(directory, Map.of(self, URI.create("http://127.0.0.1:7081")));
    var source = founding.source();
    assertThat(source.undecided()).isEqualTo(2);
    assertThat(source.slot()).isEqualTo(new Slot(4));
    assertThat(source.index()).isEqualTo(3);
  }

  private static AcceptedValue accepted(long slot) {
    var batch = new Batch(1_000 + slot, List.of(command(slot, "command " + slot)));
    return new AcceptedValue(new PValue(new Ballot(1, new NodeId(2)), new Slot(slot), batch));
  }

  @Test
  void a_running_replica_s_directory_is_refused() throws Exception {
    try (var nodes = new TestNodes(disks)) {
      nodes.found(1);
      assertThatThrownBy(() -> ofDirectory(nodes.disk(1), nodes.place(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by another running replica")
          .hasMessageContaining(nodes.disk(1).toString());
    }
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void a_directory_with_damage_is_refused_by_its_own_name() throws Exception {
    try (var nodes = new TestNodes(disks)) {
      nodes.found(1);
      apply(nodes, 1, COMMANDS);
    }
    var snapshot = only(disks.resolve("node-1"), ".snapshot");
    flip(snapshot, (int) Files.size(snapshot) / 2);
    assertThatThrownBy(
            () ->
                ofDirectory(
                    disks.resolve("node-1"), Map.of(new NodeId(1), URI.create("http://h:1"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(snapshot + " cannot be used");
    assertThatThrownBy(
            () -> ofDirectory(elsewhere, Map.of(new NodeId(1), URI.create("http://h:1"))))
        .hasMessageContaining("not a replica's data directory");
  }

  @Test
  void a_backup_with_any_byte_wrong_or_missing_is_refused() throws Exception {
    var file = elsewhere.resolve("backup");
    try (var nodes = new TestNodes(disks)) {
      nodes.found(1);
      apply(nodes, 1, 3);
      write(nodes.node(1), file);
    }
    var whole = Files.readAllBytes(file);
    assertThat(BackupFile.verify(file, new CounterMachine()).index()).isEqualTo(3);
    for (var at = 0; at < whole.length; at++) {
      var damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertThatThrownBy(() -> BackupFile.verify(file, new CounterMachine()))
          .as("byte %d", at)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
      Files.write(file, Arrays.copyOf(whole, at));
      assertThatThrownBy(() -> BackupFile.verify(file, new CounterMachine()))
          .as("cut at %d", at)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("its end is missing");
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> BackupFile.verify(file, new CounterMachine()))
        .hasMessageContaining("bytes after its end");
  }

  @Test
  void data_is_never_overwritten() throws Exception {
    try (var nodes = new TestNodes(disks)) {
      nodes.found(1);
    }
    var target = elsewhere.resolve("data");
    Files.createDirectories(target);
    Files.writeString(target.resolve("something"), "kept");
    var founding =
        ofDirectory(disks.resolve("node-1"), Map.of(new NodeId(1), URI.create("http://h:1")));
    assertThatThrownBy(() -> founding.writeTo(target, founding.newClusterId(), new NodeId(1)))
        .hasMessageContaining(target + " holds data");
    assertThat(target.resolve("something")).hasContent("kept");
  }

  @Test
  void old_replicas_and_new_ones_do_not_mix() throws Exception {
    try (var old = new TestNodes(disks)) {
      old.found(3);
      apply(old, 1, 5);
      old.stop(1);
      old.stop(2);
      var file = elsewhere.resolve("backup");
      write(old.node(3), file, Consistency.local());
      try (var nodes = new TestNodes(newDisks)) {
        // The same machines: at the addresses of replicas 1 and 2, others answer now.
        var founding = Founding.ofBackup(file, new CounterMachine(), old.places());
        var id = found(founding, nodes);
        nodes.takePlaces(old);
        nodes.start(1, id);
        nodes.start(2, id);
        applied(nodes.node(1).submit(command(6, "command 6")));
        assertThat(old.node(3).submit(command(7, "never")).get(10, TimeUnit.SECONDS))
            .isNotInstanceOf(Reply.Applied.class);
        assertThat(read(nodes.node(2))).hasSize(6).doesNotContain("never");
        assertThat(old.node(3).status().index()).isEqualTo(5);
        assertThatThrownBy(() -> nodes.startOn(3, id, old.disk(2)))
            .hasMessageContaining("belongs to cluster cluster, not to " + id);
      }
    }
  }

  /// It would found an empty cluster beside the restored one, and might draw the others into it.
  @Test
  void a_founder_of_a_restored_cluster_does_not_begin_on_an_empty_directory() throws Exception {
    try (var nodes = new TestNodes(disks)) {
      nodes.found(1);
    }
    try (var nodes = new TestNodes(newDisks)) {
      var founding = ofDirectory(disks.resolve("node-1"), nodes.place(3));
      var id = founding.newClusterId();
      assertThatThrownBy(() -> nodes.start(2, id))
          .hasMessageContaining("was founded by a restore")
          .hasMessageContaining(nodes.disk(2).toString());
      assertThat(nodes.disk(2)).doesNotExist();
    }
  }

  @Test
  void founders_of_two_backups_have_no_cluster_id_in_common() throws Exception {
    var first = elsewhere.resolve("first");
    var second = elsewhere.resolve("second");
    Map<NodeId, URI> places;
    try (var nodes = new TestNodes(disks)) {
      nodes.found(1);
      places = nodes.places();
      apply(nodes, 1, 1);
      write(nodes.node(1), first);
      apply(nodes, 2, 2);
      write(nodes.node(1), second);
    }
    var older = Founding.ofBackup(first, new CounterMachine(), places);
    var newer = Founding.ofBackup(second, new CounterMachine(), places);
    var id = older.newClusterId();
    assertThat(id).matches("cluster\\.restored-[0-9a-f]{16}").isNotEqualTo(older.newClusterId());
    assertThat(Founding.ofBackup(first, new CounterMachine(), places).isFoundingOf(id)).isTrue();
    assertThat(newer.isFoundingOf(id)).isFalse();
    assertThatThrownBy(() -> newer.writeTo(elsewhere.resolve("d"), id, new NodeId(1)))
        .hasMessageContaining("was not founded on this state");
  }

  private Founding ofDirectory(Path directory, Map<NodeId, URI> founders) throws IOException {
    var scratch = elsewhere.resolve("scratch");
    try {
      return Founding.ofDirectory(directory, scratch, new CounterMachine(), founders);
    } finally {
      assertThat(scratch).doesNotExist();
    }
  }

  private static String found(Founding founding, TestNodes nodes) throws IOException {
    var id = founding.newClusterId();
    for (var node = 1; node <= 3; node++) {
      if (founding.hasFounder(new NodeId(node))) {
        founding.writeTo(nodes.disk(node), id, new NodeId(node));
      }
    }
    return id;
  }

  private static void write(PaxosNode<CounterMachine> node, Path file) throws Exception {
    write(node, file, new Consistency.Linearizable());
  }

  private static void write(PaxosNode<CounterMachine> node, Path file, Consistency consistency)
      throws Exception {
    var answer = node.backup(consistency).get(10, TimeUnit.SECONDS);
    try (var out = Files.newOutputStream(file)) {
      ((Answer.Found<Backup>) answer).value().writeTo(out);
    }
  }

  private static long apply(TestNodes nodes, int from, int to) throws Exception {
    var index = 0L;
    for (var i = from; i <= to; i++) {
      index = applied(nodes.all().iterator().next().submit(command(i, "command " + i))).index();
    }
    return index;
  }

  private static List<String> commands(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "command " + i).toList();
  }

  private static Map<String, Integer> content(Path directory) throws IOException {
    var content = new TreeMap<String, Integer>();
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        content.put(file.getFileName().toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return content;
  }

  private static Path only(Path directory, String suffix) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  private static void flip(Path file, int at) throws IOException {
    var bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }
}

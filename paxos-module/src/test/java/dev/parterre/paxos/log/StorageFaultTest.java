package dev.parterre.paxos.log;

import static dev.parterre.paxos.log.LogFixture.accepted;
import static dev.parterre.paxos.log.LogFixture.appendAndForce;
import static dev.parterre.paxos.log.LogFixture.ballot;
import static dev.parterre.paxos.log.LogFixture.content;
import static dev.parterre.paxos.log.LogFixture.decidedUpTo;
import static dev.parterre.paxos.log.LogFixture.madeElsewhere;
import static dev.parterre.paxos.log.LogFixture.names;
import static dev.parterre.paxos.log.LogFixture.open;
import static dev.parterre.paxos.log.LogFixture.promised;
import static dev.parterre.paxos.log.LogFixture.readSnapshot;
import static dev.parterre.paxos.log.LogFixture.writeSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.log.TestDisk.Operation;
import dev.parterre.paxos.log.TestDisk.Spared;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a replica does when its disk fails, fault by fault. Damage that is found when a log or a
/// snapshot is opened is in [RecoveryTest], [DataDirectoryTest] and [SnapshotFilesTest].
class StorageFaultTest {

  private static final String FULL = "No space left on device";

  private final Path directory;

  @TempDir Path copies;

  private final TestDisk disk;
  private long starts;

  StorageFaultTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.disk = new TestDisk(directory);
  }

  @Test
  void a_force_that_succeeds_after_one_that_failed_is_never_believed() throws IOException {
    try (var log = open(disk, directory)) {
      appendAndForce(log, promised(1));
      var durable = log.forcedThrough();
      log.append(List.of(promised(2)));
      failOnce(Operation.FORCE, "Input/output error");
      assertThatThrownBy(log::force).hasMessage("Input/output error");
      assertThatThrownBy(log::force).hasMessageContaining("failed earlier");
      assertThatThrownBy(() -> log.append(List.of(promised(3)))).hasMessageContaining("earlier");
      assertThat(log.forcedThrough()).isEqualTo(durable);
    }
  }

  /// A page that a failed force dropped is still read from memory, but never written again by
  /// itself.
  @Test
  void what_a_failed_force_left_in_memory_is_written_again_by_the_next_start() throws IOException {
    try (var log = open(disk, directory)) {
      appendAndForce(log, promised(1));
      log.append(List.of(promised(2)));
      failOnce(Operation.FORCE, "Input/output error");
      assertThatThrownBy(log::force).isInstanceOf(IOException.class);
    }
    var writes = new int[1];
    disk.onEvery((operation, _) -> writes[0] += operation == Operation.WRITE ? 1 : 0);
    try (var log = open(disk, directory)) {
      assertThat(log.recovered().promised()).isEqualTo(ballot(2));
      assertThat(writes[0]).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void a_write_error_kills_the_log_and_loses_nothing_forced() throws IOException {
    try (var log = open(disk, directory)) {
      appendAndForce(log, promised(1));
      failOnce(Operation.WRITE, "Input/output error");
      assertThatThrownBy(() -> log.append(List.of(promised(2)))).hasMessage("Input/output error");
      assertThatThrownBy(log::force).hasMessageContaining("failed earlier");
    }
    try (var log = open(directory)) {
      assertThat(log.recovered().promised()).isEqualTo(ballot(1));
    }
  }

  @Test
  void a_full_disk_at_an_append_or_a_roll_kills_the_log_and_loses_nothing_forced()
      throws IOException {
    var forced = 0;
    try (var log = open(disk, directory)) {
      for (; forced < 25; forced++) {
        appendAndForce(log, accepted(forced + 1, forced + 1, 100));
      }
      failAlways(Operation.WRITE, FULL);
      assertThatThrownBy(() -> log.append(List.of(accepted(99, 26, 6000)))).hasMessage(FULL);
      assertThatThrownBy(log::force).hasMessageContaining("failed earlier");
    }
    assertThat(names(directory)).anyMatch(name -> name.endsWith(".log.tmp"));
    try (var log = open(directory)) {
      assertThat(log.recovered().accepted()).hasSize(forced);
      assertThat(names(directory)).noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPEN", "WRITE", "FORCE", "MOVE", "FORCE_DIRECTORY"})
  void a_full_disk_while_a_snapshot_is_written_spares_the_log_and_the_old_snapshot(
      Operation operation) throws IOException {
    try (var log = open(disk, directory)) {
      decideTen(log);
      writeSnapshot(log, 5, 10);
      var before = names(directory);
      failOnce(operation, FULL);
      assertThatThrownBy(() -> writeSnapshot(log, 10, 100_000)).hasMessage(FULL);
      assertThat(names(directory)).isEqualTo(before);
      assertThat(readSnapshot(log.snapshots())).isEqualTo(content(5, 10));
      appendAndForce(log, promised(7));
      writeSnapshot(log, 10, 100_000);
      assertThat(readSnapshot(log.snapshots())).isEqualTo(content(10, 100_000));
    }
  }

  @Test
  void a_snapshot_that_its_maker_cannot_finish_leaves_nothing() throws IOException {
    try (var log = open(disk, directory)) {
      var before = names(directory);
      assertThatThrownBy(
              () ->
                  log.snapshots()
                      .write(
                          new Slot(1),
                          _ -> {
                            throw new IllegalStateException("no");
                          }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(names(directory)).isEqualTo(before);
      assertThat(log.snapshots().last()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPEN", "WRITE", "FORCE", "MOVE", "FORCE_DIRECTORY"})
  void a_full_disk_while_a_snapshot_is_received_spares_the_log(Operation operation)
      throws IOException {
    var made = madeElsewhere(copies, 20, 1000);
    try (var log = open(disk, directory)) {
      decideTen(log);
      var before = names(directory);
      failOnce(operation, FULL);
      assertThatThrownBy(
              () -> {
                log.snapshots().receive(made.snapshot(), made.file());
                log.snapshots().adopt(made.snapshot());
              })
          .hasMessage(FULL);
      assertThat(names(directory)).isEqualTo(before);
      assertThat(log.snapshots().last()).isNull();
      log.snapshots().receive(made.snapshot(), made.file());
      assertThat(log.snapshots().adopt(made.snapshot())).isTrue();
      appendAndForce(log, promised(7));
    }
  }

  @Test
  void a_read_only_directory_is_refused() throws IOException {
    open(disk, directory).close();
    failAlways(Operation.OPEN, "Read-only file system");
    assertThatThrownBy(() -> open(disk, directory))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cannot be used: Read-only file system");
    open(directory).close();
  }

  @Test
  void a_file_system_that_became_read_only_refuses_the_start() throws IOException {
    open(disk, directory).close();
    failAlways(Operation.WRITE, "Read-only file system");
    assertThatThrownBy(() -> open(disk, directory))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cannot be opened: Read-only file system");
    open(directory).close();
  }

  /// etcd #6368
  @Test
  void a_directory_is_forced_after_every_rename() throws IOException {
    var unforced = new int[1];
    disk.onEvery(
        (operation, _) -> {
          if (operation == Operation.FORCE_DIRECTORY) {
            unforced[0] = 0;
          } else {
            assertThat(unforced[0]).as("renames that %s came upon", operation).isZero();
            unforced[0] += operation == Operation.MOVE ? 1 : 0;
          }
        });
    try (var log = open(disk, directory)) {
      decideTen(log);
      appendAndForce(log, accepted(1, 11, 9000));
      writeSnapshot(log, 10, 10);
      log.compact(new Slot(10));
      var crashed = disk.powerFailure(copies, Spared.NOTHING, new Random(1));
      assertThat(names(crashed)).contains(SnapshotFile.name(new Slot(10)));
    }
    assertThat(unforced[0]).isZero();
  }

  @Test
  void a_copied_neighbours_directory_is_refused_whole_and_in_part() throws IOException {
    open(disk, directory).close();
    var neighbour = copies.resolve("neighbour");
    SegmentedLog.open(
            DataDirectory.open(neighbour, LogFixture.CLUSTER, new NodeId(2)),
            LogFixture.SEGMENT_BYTES)
        .close();
    assertThatThrownBy(() -> open(neighbour))
        .hasMessageContaining("belongs to replica 2, not to 1");
    Files.copy(directory.resolve("identity"), copies.resolve("identity"));
    Files.delete(neighbour.resolve("identity"));
    Files.copy(copies.resolve("identity"), neighbour.resolve("identity"));
    assertThatThrownBy(() -> open(neighbour))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("comes from another data directory");
  }

  @Test
  void a_restored_old_backup_is_shorter_than_its_peers_have_seen() throws IOException {
    try (var peers =
        DataDirectory.open(copies.resolve("peer"), LogFixture.CLUSTER, ballot(1).node())) {
      Path backup;
      try (var log = open(disk, directory)) {
        decideTen(log);
        backup = LogFixture.crash(directory, copies);
        appendAndForce(log, promised(9), promised(10), promised(11));
        appendAndForce(log, promised(12));
        appendAndForce(log, promised(13));
        assertThat(objection(peers, log)).isNull();
      }
      try (var restored = open(backup)) {
        assertThat(objection(peers, restored)).contains("older copy of its disk");
      }
      try (var log = open(directory)) {
        assertThat(objection(peers, log)).isNull();
      }
    }
  }

  /// The objection to a process that has just been started on this log.
  private @Nullable String objection(DataDirectory peers, SegmentedLog log) throws IOException {
    return PeerDisks.open(peers)
        .objection(ballot(1).node(), log.storage(), ++starts, log.forcedThrough());
  }

  private static void decideTen(SegmentedLog log) throws IOException {
    for (var slot = 1; slot <= 10; slot++) {
      appendAndForce(log, accepted(1, slot, 10), decidedUpTo(slot));
    }
  }

  private void failOnce(Operation failing, String words) {
    disk.onEvery(
        (operation, _) -> {
          if (operation == failing) {
            disk.onEvery((_, _) -> {});
            throw new IOException(words);
          }
        });
  }

  private void failAlways(Operation failing, String words) {
    disk.onEvery(
        (operation, _) -> {
          if (operation == failing) {
            throw new IOException(words);
          }
        });
  }
}

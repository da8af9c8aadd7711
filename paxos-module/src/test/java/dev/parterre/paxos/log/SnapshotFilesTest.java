package dev.parterre.paxos.log;

import static dev.parterre.paxos.log.LogFixture.content;
import static dev.parterre.paxos.log.LogFixture.flip;
import static dev.parterre.paxos.log.LogFixture.madeElsewhere;
import static dev.parterre.paxos.log.LogFixture.names;
import static dev.parterre.paxos.log.LogFixture.open;
import static dev.parterre.paxos.log.LogFixture.readSnapshot;
import static dev.parterre.paxos.log.LogFixture.snapshotFile;
import static dev.parterre.paxos.log.LogFixture.truncate;
import static dev.parterre.paxos.log.LogFixture.writeSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFilesTest {

  private static final int CHUNK = SnapshotFile.CHUNK_BYTES;

  @TempDir Path directory;
  @TempDir Path copies;

  @Test
  void a_snapshot_of_any_length_is_read_as_it_was_written() throws IOException {
    try (var log = open(directory)) {
      assertThat(log.snapshots().last()).isNull();
      var slot = 0;
      for (var bytes : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5}) {
        slot++;
        writeSnapshot(log, slot, bytes);
        assertThat(readSnapshot(log.snapshots())).isEqualTo(content(slot, bytes));
        assertIsFile(log.snapshots().last(), slot);
      }
    }
    try (var log = open(directory)) {
      assertIsFile(log.snapshots().last(), 6);
      assertThat(readSnapshot(log.snapshots())).isEqualTo(content(6, 3 * CHUNK + 5));
    }
  }

  private void assertIsFile(@Nullable Snapshot snapshot, long slot) throws IOException {
    var file = Files.readAllBytes(snapshotFile(directory));
    var checksum = Place.checksum(file, 0, file.length);
    assertThat(snapshot).isEqualTo(new Snapshot(new Slot(slot), file.length, checksum));
  }

  @Test
  void a_snapshot_is_the_same_file_however_it_was_written_and_whosever_it_is() throws IOException {
    var elsewhere = madeElsewhere(copies, 5, CHUNK + 9);
    try (var log = open(directory)) {
      var content = content(5, CHUNK + 9);
      log.snapshots()
          .write(
              new Slot(5),
              out -> {
                for (var value : content) {
                  out.write(value);
                }
              });
      assertThat(Files.readAllBytes(snapshotFile(directory))).isEqualTo(elsewhere.file());
    }
  }

  /// It names the founders of the cluster.
  @Test
  void a_snapshot_from_before_the_first_slot_is_kept_and_gives_way_to_the_next()
      throws IOException {
    try (var log = open(directory)) {
      writeSnapshot(log, 0, 10);
      assertIsFile(log.snapshots().last(), 0);
    }
    try (var log = open(directory)) {
      assertThat(readSnapshot(log.snapshots())).isEqualTo(content(0, 10));
      assertThat(log.recovered().decided()).isEqualTo(Slot.NONE);
      writeSnapshot(log, 1, 10);
      assertIsFile(log.snapshots().last(), 1);
    }
  }

  @Test
  void a_newer_snapshot_takes_the_place_of_the_older_one() throws IOException {
    try (var log = open(directory)) {
      writeSnapshot(log, 5, 10);
      writeSnapshot(log, 9, 10);
      assertThat(names(directory)).filteredOn(SnapshotFile::isName).hasSize(1);
    }
  }

  /// zeebe #6092
  @Test
  void an_older_snapshot_never_replaces_a_newer_one() throws IOException {
    var older = madeElsewhere(copies, 8, 10);
    var asOld = madeElsewhere(copies, 9, 20);
    try (var log = open(directory)) {
      writeSnapshot(log, 9, 10);
      writeSnapshot(log, 8, 10);
      writeSnapshot(log, 9, 11);
      for (var made : new LogFixture.Made[] {older, asOld}) {
        log.snapshots().receive(made.snapshot(), made.file());
        assertThat(log.snapshots().adopt(made.snapshot())).isFalse();
        assertThat(log.snapshots().received(made.snapshot())).isZero();
      }
      assertIsFile(log.snapshots().last(), 9);
      assertThat(readSnapshot(log.snapshots())).isEqualTo(content(9, 10));
    }
  }

  @Test
  void a_snapshot_is_sent_in_parts_and_received_across_a_restart() throws IOException {
    var other = copies.resolve("other");
    try (var sender = open(other)) {
      writeSnapshot(sender, 7, 3 * CHUNK);
      var snapshot = Objects.requireNonNull(sender.snapshots().last());
      try (var log = open(directory)) {
        transfer(sender.snapshots(), log.snapshots(), snapshot, 2 * CHUNK);
      }
      try (var log = open(directory)) {
        assertThat(log.snapshots().received(snapshot)).isBetween(2L * CHUNK, snapshot.bytes() - 1);
        transfer(sender.snapshots(), log.snapshots(), snapshot, Long.MAX_VALUE);
        assertThat(log.snapshots().adopt(snapshot)).isTrue();
        assertThat(log.snapshots().last()).isEqualTo(snapshot);
        assertThat(readSnapshot(log.snapshots())).isEqualTo(content(7, 3 * CHUNK));
      }
    }
    assertThat(Files.readAllBytes(snapshotFile(directory)))
        .isEqualTo(Files.readAllBytes(snapshotFile(other)));
  }

  private static void transfer(Snapshots from, Snapshots to, Snapshot snapshot, long atMost)
      throws IOException {
    for (var done = to.received(snapshot); done < atMost; done = to.received(snapshot)) {
      var part = Objects.requireNonNull(from.read(snapshot, done, 10_000));
      if (part.length == 0) {
        return;
      }
      to.receive(snapshot, part);
    }
  }

  @Test
  void of_snapshots_received_only_the_last_is_kept() throws IOException {
    var one = madeElsewhere(copies, 7, 100);
    var two = madeElsewhere(copies, 8, 100);
    try (var log = open(directory)) {
      log.snapshots().receive(one.snapshot(), Arrays.copyOf(one.file(), 20));
      log.snapshots().receive(two.snapshot(), Arrays.copyOf(two.file(), 30));
      assertThat(log.snapshots().received(one.snapshot())).isZero();
      assertThat(log.snapshots().received(two.snapshot())).isEqualTo(30);
    }
  }

  @Test
  void the_state_before_the_first_slot_is_a_snapshot_too() throws IOException {
    try (var log = open(directory)) {
      writeSnapshot(log, 0, 10);
    }
    try (var log = open(directory)) {
      assertIsFile(log.snapshots().last(), 0);
      assertThat(readSnapshot(log.snapshots())).isEqualTo(content(0, 10));
    }
  }

  @Test
  void a_snapshot_that_is_not_kept_any_more_is_not_read() throws IOException {
    try (var log = open(directory)) {
      writeSnapshot(log, 5, 10);
      var old = Objects.requireNonNull(log.snapshots().last());
      assertThat(log.snapshots().read(old, old.bytes(), 10)).isEmpty();
      writeSnapshot(log, 6, 10);
      var unread = Objects.requireNonNull(log.snapshots().last());
      writeSnapshot(log, 7, 10);
      assertThat(log.snapshots().read(unread, 0, 10)).isNull();
    }
  }

  /// openraft #1706, RATIS-1305: each new snapshot broke off the transfer of its predecessor.
  @Test
  void a_snapshot_that_a_peer_is_fetching_outlives_newer_ones_for_a_while() throws IOException {
    var nanoTime = new AtomicLong();
    try (var data = DataDirectory.open(directory, LogFixture.CLUSTER, LogFixture.SELF)) {
      var snapshots = SnapshotFiles.open(data, nanoTime::get);
      write(snapshots, 5);
      var fetching = Objects.requireNonNull(snapshots.last());
      for (var slot = 6; slot < 20; slot++) {
        assertThat(snapshots.read(fetching, 0, 10)).hasSize(10);
        write(snapshots, slot);
        nanoTime.addAndGet(SnapshotFiles.PINNED_NANOS / 2);
        assertThat(snapshots.oldest()).isEqualTo(new Slot(5));
      }
      nanoTime.addAndGet(SnapshotFiles.PINNED_NANOS);
      assertThat(snapshots.oldest()).isEqualTo(new Slot(19));
      assertThat(snapshots.read(fetching, 0, 10)).isNull();
      assertThat(names(directory)).filteredOn(SnapshotFile::isName).hasSize(1);
    }
  }

  @Test
  void only_so_many_older_snapshots_are_kept_for_peers() throws IOException {
    var nanoTime = new AtomicLong();
    try (var data = DataDirectory.open(directory, LogFixture.CLUSTER, LogFixture.SELF)) {
      var snapshots = SnapshotFiles.open(data, nanoTime::get);
      for (var slot = 1; slot <= 9; slot++) {
        write(snapshots, slot);
        snapshots.read(Objects.requireNonNull(snapshots.last()), 0, 1);
        nanoTime.incrementAndGet();
      }
      assertThat(snapshots.oldest()).isEqualTo(new Slot(9 - SnapshotFiles.PINNED_MAX));
      assertThat(names(directory))
          .filteredOn(SnapshotFile::isName)
          .hasSize(1 + SnapshotFiles.PINNED_MAX);
    }
  }

  private static void write(Snapshots snapshots, long slot) throws IOException {
    snapshots.write(new Slot(slot), out -> out.write(new byte[100]));
  }

  @Test
  void what_is_being_received_is_known_again_after_a_restart() throws IOException {
    var made = madeElsewhere(copies, 7, 100);
    try (var log = open(directory)) {
      assertThat(log.snapshots().incoming()).isNull();
      log.snapshots().receive(made.snapshot(), Arrays.copyOf(made.file(), 20));
    }
    try (var log = open(directory)) {
      assertThat(log.snapshots().incoming()).isEqualTo(made.snapshot());
    }
  }

  @Test
  void a_received_snapshot_with_a_flipped_byte_is_not_adopted_wherever_it_is() throws IOException {
    var made = madeElsewhere(copies, 7, 40);
    try (var log = open(directory)) {
      for (var at = 0; at < made.file().length; at++) {
        var damaged = made.file().clone();
        damaged[at] ^= 0x10;
        assertNotAdopted(log.snapshots(), made.snapshot(), damaged);
        var checksum = Place.checksum(damaged, 0, damaged.length);
        var saidSo = new Snapshot(new Slot(7), damaged.length, checksum);
        assertNotAdopted(log.snapshots(), saidSo, damaged);
      }
      assertNotAdopted(log.snapshots(), made.snapshot(), Arrays.copyOf(made.file(), 60));
      var otherSlot = new Snapshot(new Slot(8), made.file().length, made.snapshot().checksum());
      assertNotAdopted(log.snapshots(), otherSlot, made.file());
      log.snapshots().receive(made.snapshot(), made.file());
      assertThat(log.snapshots().adopt(made.snapshot())).isTrue();
    }
  }

  private static void assertNotAdopted(Snapshots snapshots, Snapshot said, byte[] file)
      throws IOException {
    snapshots.receive(said, file);
    assertThat(snapshots.adopt(said)).isFalse();
    assertThat(snapshots.received(said)).isZero();
    assertThat(snapshots.last()).isNull();
  }

  @Test
  void more_than_a_peer_said_is_not_taken() throws IOException {
    var made = madeElsewhere(copies, 7, 40);
    try (var log = open(directory)) {
      assertThatThrownBy(
              () -> log.snapshots().receive(made.snapshot(), new byte[made.file().length + 1]))
          .hasMessageContaining("more than");
    }
  }

  @Test
  void a_damaged_snapshot_is_refused_at_start_wherever_it_is_damaged() throws IOException {
    try (var log = open(directory)) {
      writeSnapshot(log, 7, 40);
    }
    var file = snapshotFile(directory);
    var whole = Files.readAllBytes(file);
    for (var position = 0; position < whole.length; position++) {
      flip(file, position);
      assertRefused(file);
      flip(file, position);
    }
    for (var length = 0; length < whole.length; length++) {
      truncate(file, length);
      assertRefused(file);
      Files.write(file, whole);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertRefused(file);
    Files.write(file, whole);
    open(directory).close();
  }

  private void assertRefused(Path file) {
    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the snapshot " + file + " cannot be used");
  }

  @Test
  void a_snapshot_cut_while_it_is_read_does_not_end_quietly() throws IOException {
    try (var log = open(directory)) {
      writeSnapshot(log, 7, 2 * CHUNK);
      truncate(snapshotFile(directory), CHUNK + SnapshotFile.HEADER_BYTES + 8);
      try (var in = log.snapshots().open()) {
        var got = new ByteArrayOutputStream();
        assertThatThrownBy(() -> in.transferTo(got)).hasMessageContaining("is truncated");
        assertThat(got.size()).isEqualTo(CHUNK);
      }
    }
  }

  @Test
  void two_chunks_that_changed_places_are_noticed() throws IOException {
    try (var log = open(directory)) {
      writeSnapshot(log, 7, 2 * CHUNK);
      var file = snapshotFile(directory);
      var bytes = Files.readAllBytes(file);
      var step = CHUNK + SnapshotFile.CHUNK_HEADER_BYTES;
      var first =
          Arrays.copyOfRange(bytes, SnapshotFile.HEADER_BYTES, SnapshotFile.HEADER_BYTES + step);
      System.arraycopy(
          bytes, SnapshotFile.HEADER_BYTES + step, bytes, SnapshotFile.HEADER_BYTES, step);
      System.arraycopy(first, 0, bytes, SnapshotFile.HEADER_BYTES + step, step);
      Files.write(file, bytes);
      assertThatThrownBy(() -> readSnapshot(log.snapshots())).hasMessageContaining("damaged");
    }
  }

  @Test
  void unfinished_and_older_files_are_deleted_at_start() throws IOException {
    try (var log = open(directory)) {
      writeSnapshot(log, 7, 10);
    }
    var older = madeElsewhere(copies, 6, 10);
    Files.write(directory.resolve(SnapshotFile.name(new Slot(6))), older.file());
    Files.write(directory.resolve(SnapshotFile.name(new Slot(9)) + ".tmp"), new byte[5]);
    try (var log = open(directory)) {
      assertThat(names(directory)).filteredOn(name -> name.contains("snapshot")).hasSize(1);
      assertIsFile(log.snapshots().last(), 7);
    }
  }
}

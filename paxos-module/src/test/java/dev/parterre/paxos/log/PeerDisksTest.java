package dev.parterre.paxos.log;

import static dev.parterre.paxos.log.LogFixture.CLUSTER;
import static dev.parterre.paxos.log.LogFixture.SELF;
import static dev.parterre.paxos.log.LogFixture.flip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerDisksTest {

  private static final NodeId PEER = new NodeId(2);
  private static final UUID DISK = new UUID(1, 2);
  private static final UUID ANOTHER = new UUID(3, 4);

  private final AtomicLong nanoTime = new AtomicLong();

  private static final long FIRST = 11;
  private static final long SECOND = 22;

  @TempDir Path path;

  /// jgroups-raft #24
  @Test
  void a_wiped_member_is_not_listened_to_under_its_old_id() throws IOException {
    try (var directory = directory()) {
      var disks = open(directory);
      assertThat(disks.objection(PEER, DISK, FIRST, 10)).isNull();
      assertThat(disks.objection(PEER, ANOTHER, FIRST, 11)).contains("replica 2 has another disk");
      assertThat(disks.objection(new NodeId(3), ANOTHER, FIRST, 11)).isNull();
      assertThat(disks.objection(PEER, DISK, FIRST, 12)).isNull();
    }
  }

  @Test
  void a_first_sight_outlives_a_restart() throws IOException {
    try (var directory = directory()) {
      assertThat(open(directory).objection(PEER, DISK, FIRST, 10)).isNull();
      var disks = open(directory);
      assertThat(disks.objection(PEER, ANOTHER, FIRST, 10)).contains("another disk");
      assertThat(disks.objection(PEER, DISK, SECOND, 9)).contains("older copy");
    }
  }

  @Test
  void a_restored_old_backup_is_not_listened_to() throws IOException {
    try (var directory = directory()) {
      var disks = open(directory);
      assertThat(disks.objection(PEER, DISK, FIRST, 10)).isNull();
      assertThat(disks.objection(PEER, DISK, FIRST, 500)).isNull();
      assertThat(disks.objection(PEER, DISK, SECOND, 499))
          .contains("older copy of its disk")
          .contains("ends at 499, but had reached 500");
      assertThat(disks.objection(PEER, DISK, SECOND, 500)).isNull();
    }
  }

  @Test
  void a_disk_is_known_from_the_second_process_on_that_is_heard_on_it() throws IOException {
    try (var directory = directory()) {
      var disks = open(directory);
      assertThat(disks.objection(PEER, DISK, FIRST, 10)).isNull();
      assertThat(disks.knewBefore(PEER)).isFalse();
      disks = open(directory);
      assertThat(disks.objection(PEER, DISK, FIRST, 11)).isNull();
      assertThat(disks.knewBefore(PEER)).as("after a restart here").isFalse();
      assertThat(disks.objection(PEER, DISK, SECOND, 11)).isNull();
      assertThat(disks.knewBefore(PEER)).isTrue();
    }
  }

  @Test
  void messages_of_one_process_out_of_order_do_not_look_like_an_old_copy() throws IOException {
    try (var directory = directory()) {
      var disks = open(directory);
      assertThat(disks.objection(PEER, DISK, FIRST, 100)).isNull();
      assertThat(disks.objection(PEER, DISK, FIRST, 200)).isNull();
      assertThat(disks.objection(PEER, DISK, FIRST, 150)).isNull();
      assertThat(disks.objection(PEER, DISK, SECOND, 150)).contains("older copy");
    }
  }

  /// An operator who is told of an old copy replaces a replica that is sound.
  @Test
  void what_an_earlier_process_said_and_arrives_late_does_not_look_like_an_old_copy()
      throws IOException {
    try (var directory = directory()) {
      var disks = open(directory);
      assertThat(disks.objection(PEER, DISK, FIRST, 100)).isNull();
      assertThat(disks.objection(PEER, DISK, SECOND, 200)).isNull();
      assertThat(disks.objection(PEER, DISK, FIRST, 150)).contains("heard late");
      assertThat(disks.objection(PEER, DISK, SECOND, 201)).isNull();
    }
  }

  @Test
  void the_length_is_recorded_now_and_then() throws IOException {
    try (var directory = directory()) {
      var disks = open(directory);
      assertThat(disks.objection(PEER, DISK, FIRST, 10)).isNull();
      assertThat(disks.objection(PEER, DISK, FIRST, 500)).isNull();
      assertThat(open(directory).objection(PEER, DISK, SECOND, 300)).isNull();
      nanoTime.addAndGet(PeerDisks.SAVED_EVERY_NANOS);
      assertThat(disks.objection(PEER, DISK, FIRST, 600)).isNull();
      assertThat(open(directory).objection(PEER, DISK, SECOND, 300)).contains("older copy");
    }
  }

  @Test
  void a_disk_that_cannot_be_recorded_is_not_trusted() throws IOException {
    var disk = new TestDisk(path);
    try (var directory = DataDirectory.open(disk, path, CLUSTER, SELF)) {
      var disks = PeerDisks.open(directory, nanoTime::get);
      disk.onEvery(
          (operation, _) -> {
            if (operation == TestDisk.Operation.WRITE) {
              throw new IOException("No space left on device");
            }
          });
      assertThatThrownBy(() -> disks.objection(PEER, DISK, FIRST, 10))
          .isInstanceOf(UncheckedIOException.class)
          .hasStackTraceContaining("No space left on device");
      disk.onEvery((_, _) -> {});
      assertThat(disks.objection(PEER, DISK, FIRST, 10)).isNull();
    }
  }

  @Test
  void a_member_is_not_forgotten_for_any_number_of_guests() throws IOException {
    try (var directory = directory()) {
      var disks = open(directory);
      disks.keepOnly(members(1, 2, 3));
      assertThat(disks.objection(PEER, DISK, FIRST, 1)).isNull();
      for (var node = 4; node <= 300; node++) {
        nanoTime.incrementAndGet();
        assertThat(disks.objection(new NodeId(node), DISK, FIRST, 1)).isNull();
      }
      assertThat(disks.objection(new NodeId(300), ANOTHER, FIRST, 1)).isNotNull();
      assertThat(disks.objection(PEER, ANOTHER, FIRST, 1)).isNotNull();
      assertThat(open(directory).objection(PEER, ANOTHER, FIRST, 1)).isNotNull();
    }
  }

  /// Once, the 65th replica in a cluster's life was refused forever.
  @Test
  void a_cluster_goes_on_although_its_members_are_replaced_again_and_again() throws IOException {
    try (var directory = directory()) {
      var disks = open(directory);
      for (var gone = 1; gone <= 200; gone++) {
        disks.keepOnly(members(gone, gone + 1, gone + 2));
        assertThat(disks.objection(new NodeId(gone + 2), DISK, FIRST, 1)).isNull();
        assertThat(disks.objection(new NodeId(gone + 2), ANOTHER, FIRST, 1)).isNotNull();
        assertThat(disks.objection(new NodeId(gone + 3), DISK, FIRST, 1)).isNull();
      }
      var reopened = open(directory);
      assertThat(reopened.objection(new NodeId(202), ANOTHER, FIRST, 1)).isNotNull();
      assertThat(Files.size(path.resolve("peers"))).isLessThan(500);
    }
  }

  /// It decides nothing, whichever disk it has.
  @Test
  void a_removed_member_is_not_remembered() throws IOException {
    try (var directory = directory()) {
      var disks = open(directory);
      disks.keepOnly(members(8, 9, 10));
      assertThat(disks.objection(PEER, DISK, FIRST, 1)).isNull();
      assertThat(disks.objection(PEER, ANOTHER, FIRST, 1)).isNull();
    }
  }

  private static Memberships members(int... ids) {
    var addresses = new TreeMap<NodeId, String>();
    for (var id : ids) {
      addresses.put(new NodeId(id), "");
    }
    return Memberships.foundedBy(Membership.of(addresses));
  }

  @Test
  void a_damaged_record_of_the_peers_disks_is_refused() throws IOException {
    try (var directory = directory()) {
      assertThat(open(directory).objection(PEER, DISK, FIRST, 10)).isNull();
      var file = path.resolve("peers");
      for (var position = 0; position < Files.size(file); position++) {
        flip(file, position);
        assertThatThrownBy(() -> open(directory))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("the file " + file + " is not valid");
        flip(file, position);
      }
    }
  }

  private DataDirectory directory() throws IOException {
    return DataDirectory.open(path, CLUSTER, SELF);
  }

  private PeerDisks open(DataDirectory directory) throws IOException {
    return PeerDisks.open(directory, nanoTime::get);
  }
}

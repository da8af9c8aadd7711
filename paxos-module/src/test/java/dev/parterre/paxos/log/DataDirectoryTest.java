package dev.parterre.paxos.log;

import static dev.parterre.paxos.log.LogFixture.CLUSTER;
import static dev.parterre.paxos.log.LogFixture.SELF;
import static dev.parterre.paxos.log.LogFixture.flip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parterre.paxos.members.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir Path directory;

  @Test
  void a_missing_directory_is_made_with_its_parents() throws IOException {
    var path = directory.resolve("a/b/c");
    open(path).close();
    assertThat(path.resolve("identity")).isRegularFile();
  }

  @Test
  void a_directory_keeps_its_storage_id() throws IOException {
    var first = open(directory);
    var storage = first.storage();
    first.close();
    try (var second = open(directory)) {
      assertThat(second.storage()).isEqualTo(storage);
    }
  }

  @Test
  void a_directory_in_use_is_refused() throws IOException {
    try (var _ = open(directory)) {
      assertRefused(directory, "the data directory " + directory + " is in use");
    }
    open(directory).close();
  }

  @Test
  void the_directory_of_another_cluster_is_refused() throws IOException {
    open(directory).close();
    assertThatThrownBy(() -> DataDirectory.open(directory, "opera", SELF))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "the data directory " + directory + " belongs to cluster theatre, not to opera");
    open(directory).close();
  }

  @Test
  void the_directory_of_another_replica_is_refused() throws IOException {
    open(directory).close();
    assertThatThrownBy(() -> DataDirectory.open(directory, CLUSTER, new NodeId(2)))
        .isInstanceOf(RefusedException.class)
        .hasMessage("the data directory " + directory + " belongs to replica 1, not to 2");
  }

  @Test
  void a_damaged_identity_is_refused_wherever_it_is_damaged() throws IOException {
    open(directory).close();
    var identity = directory.resolve("identity");
    for (var position = 0; position < Files.size(identity); position++) {
      flip(identity, position);
      assertRefused(directory, "the identity file " + identity + " is not valid");
      flip(identity, position);
    }
    var whole = Files.readAllBytes(identity);
    for (var bytes : new byte[][] {new byte[0], new byte[20], new byte[1 << 20]}) {
      Files.write(identity, bytes);
      assertRefused(directory, "the identity file " + identity + " is not valid");
    }
    Files.write(identity, whole);
    open(directory).close();
  }

  @Test
  void a_lost_identity_is_not_made_anew() throws IOException {
    LogFixture.open(directory).close();
    Files.delete(directory.resolve("identity"));
    assertRefused(directory, "has no identity file but holds 0000000000000001.log");
  }

  @Test
  void a_directory_with_other_files_is_not_taken() throws IOException {
    Files.writeString(directory.resolve("letter.txt"), "Dear Ada");
    assertRefused(directory, "has no identity file but holds letter.txt");
  }

  @Test
  void a_crash_while_the_identity_was_first_written_is_survived() throws IOException {
    Files.write(directory.resolve("identity.tmp"), new byte[3]);
    LogFixture.open(directory).close();
    LogFixture.open(directory).close();
  }

  @Test
  void a_crash_before_the_first_segment_is_survived() throws IOException {
    open(directory).close();
    LogFixture.open(directory).close();
  }

  @Test
  void a_file_in_place_of_the_directory_is_refused() throws IOException {
    var file = Files.createFile(directory.resolve("file"));
    assertRefused(file, "the data directory " + file + " is not a directory");
    assertRefused(file.resolve("data"), file.toString());
  }

  @Test
  void a_directory_that_cannot_be_made_is_refused() {
    var path = Path.of("/proc/parterre");
    assertRefused(path, "the data directory " + path + " cannot be used");
  }

  @Test
  void a_lock_file_that_cannot_be_written_is_refused() throws IOException {
    Files.createDirectory(directory.resolve("lock"));
    assertRefused(directory, "the data directory " + directory + " cannot be used");
  }

  @Test
  void an_unwritable_directory_is_refused() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeThat(Files.isWritable(directory)).as("root writes anywhere").isFalse();
    try {
      assertRefused(directory, "the data directory " + directory + " cannot be used");
    } finally {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static DataDirectory open(Path path) throws IOException {
    return DataDirectory.open(path, CLUSTER, SELF);
  }

  private static void assertRefused(Path path, String words) {
    assertThatThrownBy(() -> open(path))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(words);
  }
}

package dev.parterre.paxos.simulation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.simulation.files.Touch.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A power failure leaves what a disk guarantees, and no more: otherwise the real log would be
/// tested on a disk that is better than any real one.
class SimulatedFilesTest {

  private static final byte[] OLD = bytes(1);
  private static final byte[] NEW = bytes(2);

  private @Nullable Kind failing;
  private final SimulatedFiles files =
      new SimulatedFiles(
          kind -> {
            if (kind == failing) {
              throw new IOException("on purpose");
            }
          });
  private final Path file = files.directory().resolve("a.log");

  private static byte[] bytes(int value) {
    var bytes = new byte[1500];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private void write(Path path, byte[] bytes, boolean forced) throws IOException {
    try (var channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), 0);
      if (forced) {
        channel.force(false);
      }
    }
  }

  private void forceDirectory() throws IOException {
    try (var channel = FileChannel.open(files.directory(), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Test
  void what_was_forced_under_a_forced_name_survives() throws IOException {
    write(file, OLD, true);
    forceDirectory();

    files.crash(new SplittableRandom(1), 0);

    assertThat(Files.readAllBytes(file)).isEqualTo(OLD);
  }

  @Test
  void what_was_not_forced_is_taken_back() throws IOException {
    write(file, OLD, true);
    forceDirectory();
    write(file, NEW, false);
    assertThat(Files.readAllBytes(file)).isEqualTo(NEW);

    files.crash(new SplittableRandom(1), 0);

    assertThat(Files.readAllBytes(file)).isEqualTo(OLD);
  }

  @Test
  void of_what_was_not_forced_single_sectors_may_be_there() throws IOException {
    write(file, OLD, true);

    var mixed = 0;
    for (var seed = 0; seed < 20; seed++) {
      var copy = new SimulatedFiles(_ -> {});
      copy.restore(files.copy());
      var other = copy.directory().resolve("a.log");
      write(other, OLD, true);
      write(other, NEW, false);
      copy.crash(new SplittableRandom(seed), 0.5);
      var first = Files.readAllBytes(other)[0];
      var last = Files.readAllBytes(other)[OLD.length - 1];
      mixed += first == last ? 0 : 1;
    }
    assertThat(mixed).isBetween(1, 19);
  }

  @Test
  void a_name_is_there_only_when_the_directory_was_forced() throws IOException {
    write(file, OLD, true);
    forceDirectory();
    var renamed = files.directory().resolve("b.log");
    Files.move(file, renamed);

    var taken = 0;
    for (var seed = 0; seed < 20; seed++) {
      var copy = new SimulatedFiles(_ -> {});
      copy.restore(files.copy());
      var old = copy.directory().resolve("b.log");
      Files.move(old, copy.directory().resolve("c.log"));
      copy.crash(new SplittableRandom(seed), 0.5);
      taken += Files.exists(old) ? 1 : 0;
    }
    assertThat(taken).isBetween(1, 19);
    assertThat(Files.exists(renamed)).isTrue();
  }

  @Test
  void a_write_that_fails_has_written_half() throws IOException {
    write(file, OLD, true);
    failing = Kind.WRITE;

    assertThatThrownBy(() -> write(file, NEW, false)).hasMessage("on purpose");

    assertThat(Files.readAllBytes(file)).startsWith(NEW[0]).endsWith(OLD[0]);
  }
}

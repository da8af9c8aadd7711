package dev.parterre.paxos.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.members.Slot;
import java.io.DataInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {

  private static final int SEEDS = 300;

  @Test
  void every_log_record_reads_back_as_it_was_written() throws MalformedException {
    for (var seed = 0; seed < SEEDS; seed++) {
      for (var written : new Samples(seed).logRecords()) {
        var in = new ByteReader(bytes(written));
        assertThat(Format.readLogRecord(in, Format.VERSION)).as("seed %d", seed).isEqualTo(written);
        assertThat(in.remaining()).isZero();
      }
    }
  }

  @Test
  void every_message_reads_back_as_it_was_written() throws MalformedException {
    for (var seed = 0; seed < SEEDS; seed++) {
      for (var written : new Samples(seed).messages()) {
        var in = new ByteReader(bytes(written));
        assertThat(Format.readMessage(in, Format.VERSION)).as("seed %d", seed).isEqualTo(written);
        assertThat(in.remaining()).isZero();
      }
    }
  }

  /// What a replica of each released format put on the wire: `frames-1.bin`, for example, was
  /// written by the code of that time. What is read correctly must also be written the same way
  /// again.
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void what_a_released_format_wrote_is_read_and_written_alike(int version) throws Exception {
    var name = "frames-" + version + ".bin";
    var frames = 0;
    try (var kept = Objects.requireNonNull(FormatTest.class.getResourceAsStream(name));
        var in = new DataInputStream(kept)) {
      while (in.available() > 0) {
        var bytes = in.readNBytes(in.readInt());
        var reader = new ByteReader(bytes);
        var out = new ByteWriter();
        Format.write(Format.readMessage(reader, version), version, out);
        assertThat(reader.remaining()).isZero();
        assertThat(out.toByteArray()).isEqualTo(bytes);
        frames++;
      }
    }
    assertThat(frames).isGreaterThanOrEqualTo(42);
  }

  @Test
  void each_message_is_written_for_an_earlier_version_as_that_reads_it_or_not_at_all()
      throws MalformedException {
    for (var version = Format.OLDEST; version < Format.VERSION; version++) {
      for (var message : new Samples(1).messages()) {
        var out = new ByteWriter();
        Format.write(message, version, out);
        if (out.length() > 0) {
          var in = new ByteReader(out.toByteArray());
          assertThat(Format.readMessage(in, version)).hasSameClassAs(message);
          assertThat(in.remaining()).isZero();
        }
      }
    }
  }

  @Test
  void the_samples_hold_every_case() {
    var samples = new Samples(0);
    assertThat(samples.logRecords().stream().map(Object::getClass).collect(Collectors.toSet()))
        .hasSize(LogRecord.class.getPermittedSubclasses().length);
    assertThat(samples.messages().stream().map(Object::getClass).collect(Collectors.toSet()))
        .hasSize(Message.class.getPermittedSubclasses().length);
  }

  @Test
  void several_values_stand_one_behind_the_other() throws MalformedException {
    var out = new ByteWriter();
    var messages = new Samples(7).messages();
    messages.forEach(message -> Format.write(message, Format.VERSION, out));
    var in = new ByteReader(out.array(), 0, out.length());
    for (var message : messages) {
      assertThat(Format.readMessage(in, Format.VERSION)).isEqualTo(message);
    }
  }

  @Test
  void whatever_is_cut_short_is_malformed() {
    for (var seed = 0; seed < 20; seed++) {
      for (var message : new Samples(seed).messages()) {
        var bytes = bytes(message);
        for (var length = 0; length < bytes.length; length++) {
          var in = new ByteReader(bytes, 0, length);
          assertThatThrownBy(() -> Format.readMessage(in, Format.VERSION))
              .isInstanceOf(MalformedException.class);
        }
      }
      for (var written : new Samples(seed).logRecords()) {
        var bytes = bytes(written);
        for (var length = 0; length < bytes.length; length++) {
          var in = new ByteReader(bytes, 0, length);
          assertThatThrownBy(() -> Format.readLogRecord(in, Format.VERSION))
              .isInstanceOf(MalformedException.class);
        }
      }
    }
  }

  @Test
  void damaged_bytes_are_malformed_or_another_value_but_nothing_worse() {
    var random = new Random(1);
    for (var seed = 0; seed < SEEDS; seed++) {
      for (var message : new Samples(seed).messages()) {
        var bytes = bytes(message);
        for (var flips = 0; flips < 20; flips++) {
          var damaged = bytes.clone();
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
          readAnything(damaged);
        }
      }
    }
  }

  @Test
  void random_bytes_are_malformed_or_a_value_but_nothing_worse() {
    var random = new Random(2);
    for (var i = 0; i < 100_000; i++) {
      var bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = (byte) random.nextInt(16);
      }
      readAnything(bytes);
    }
  }

  @Test
  void a_count_beyond_the_remaining_bytes_allocates_nothing() {
    var out = new ByteWriter();
    Format.write(new Message.Forward(List.of()), Format.VERSION, out);
    out.setInt(1, Integer.MAX_VALUE);
    out.putZeros(1000);
    assertThatThrownBy(() -> Format.readMessage(new ByteReader(out.toByteArray()), Format.VERSION))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("a count of 2147483647");
  }

  @Test
  void negative_and_overflowing_numbers_are_malformed() {
    for (var number : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, Parts.NUMBER_MAX + 1}) {
      var out = new ByteWriter();
      Format.write(new Message.Learn(Slot.NONE), Format.VERSION, out);
      out.setLong(1, number);
      assertThatThrownBy(
              () -> Format.readMessage(new ByteReader(out.toByteArray()), Format.VERSION))
          .isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void a_reader_stays_within_its_part_of_the_array() {
    var in = new ByteReader(new byte[100], 10, 4);
    assertThatThrownBy(in::getLong).isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> new ByteReader(new byte[10], 5, 6))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void a_writer_grows_and_starts_over() throws MalformedException {
    var out = new ByteWriter();
    var big = new byte[6 << 20];
    Arrays.fill(big, (byte) 7);
    out.putBytes(big);
    assertThat(new ByteReader(out.array(), 0, out.length()).getBytes()).isEqualTo(big);
    out.clear();
    assertThat(out.length()).isZero();
    assertThat(out.array().length).isLessThan(1 << 20);
    assertThatThrownBy(() -> out.setInt(0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static void readAnything(byte[] bytes) {
    try {
      Format.readMessage(new ByteReader(bytes), Format.VERSION);
    } catch (MalformedException expected) {
      assertThat(expected).hasMessageNotContaining("null");
    } catch (RuntimeException | OutOfMemoryError worse) {
      fail("bytes " + Arrays.toString(bytes), worse);
    }
  }

  private static byte[] bytes(LogRecord written) {
    var out = new ByteWriter();
    Format.write(written, out);
    return out.toByteArray();
  }

  private static byte[] bytes(Message message) {
    var out = new ByteWriter();
    Format.write(message, Format.VERSION, out);
    return out.toByteArray();
  }
}

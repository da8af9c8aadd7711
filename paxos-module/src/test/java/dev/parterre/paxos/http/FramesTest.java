package dev.parterre.paxos.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.http.FrameHeader.Read;
import dev.parterre.paxos.http.Secret.Label;
import dev.parterre.paxos.members.Founders;
import dev.parterre.paxos.members.NodeId;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/// What is read from a stream is what was written to it, or nothing.
class FramesTest {

  private static final byte[] KEY = key(hello(Purpose.CONTROL, 1, 2, 5));
  private static final FrameHeader HEADER = new FrameHeader(new Read(11, 12), new Read(13, 14), 15);

  private static Hello hello(Purpose purpose, int from, int to, long incarnation) {
    return new Hello(
        purpose,
        new NodeId(from),
        new NodeId(to),
        3,
        3,
        new byte[Hello.NONCE_BYTES],
        new byte[32],
        new Claim(new UUID(0, from), incarnation, 1, Founders.UNKNOWN),
        "",
        1);
  }

  private static byte[] key(Hello hello) {
    return new Secret("secret", "cluster").proof(Label.ANSWERED_FRAMES, hello.toBytes());
  }

  private static byte[] written(byte[] key, byte[]... contents) throws IOException {
    var out = new ByteArrayOutputStream();
    var frames = new FrameWriter(out, key);
    for (var content : contents) {
      frames.begin(HEADER, content.length);
      frames.write(content, content.length);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  /// @return what was read before the end or the refusal
  private static List<String> read(byte[] stream) throws IOException {
    var frames = new FrameReader(new Buffer().write(stream), KEY, 1 << 20);
    var contents = new ArrayList<String>();
    try {
      while (frames.read()) {
        assertThat(frames.header()).isEqualTo(HEADER);
        contents.add(new String(frames.copy(), StandardCharsets.UTF_8));
      }
    } catch (ForgedException forged) {
      contents.add("refused");
    }
    return contents;
  }

  private static byte[] joined(byte[]... parts) {
    var all = new Buffer();
    for (var part : parts) {
      all.write(part);
    }
    return all.readByteArray();
  }

  @Test
  void a_hello_of_a_program_that_says_no_format_level_is_of_the_first() throws Exception {
    var bytes = hello(Purpose.CONTROL, 1, 2, 5).toBytes();
    var shorter = Arrays.copyOf(bytes, bytes.length - Integer.BYTES);
    assertThat(Hello.of(shorter).level()).isEqualTo(1);
    assertThat(Hello.of(shorter).subject()).isEmpty();
  }

  @Test
  void what_was_written_is_read() throws IOException {
    assertThat(read(written(KEY, bytes("one"), bytes(""), bytes("three"))))
        .containsExactly("one", "", "three");
  }

  @Test
  void what_is_too_large_for_a_frame_is_put_together_again() throws IOException {
    var random = new Random(1);
    for (var length : List.of(1, FrameCodec.CONTENT_BYTES, FrameCodec.CONTENT_BYTES + 1, 300_000)) {
      var content = new byte[length];
      random.nextBytes(content);
      var stream = new Buffer().write(written(KEY, content, bytes("next")));
      var frames = new FrameReader(stream, KEY, 1 << 20);
      do {
        assertThat(frames.read()).isTrue();
      } while (!frames.isWhole());
      assertThat(frames.copy()).isEqualTo(content);
      assertThat(frames.number()).isEqualTo((length - 1) / FrameCodec.CONTENT_BYTES + 1);
      frames.clear();
      assertThat(frames.read()).isTrue();
      assertThat(frames.copy()).isEqualTo(bytes("next"));
    }
  }

  @Test
  void a_forged_bit_anywhere_is_refused() throws IOException {
    var stream = written(KEY, bytes("one"), bytes("two"));
    for (var bit = 0; bit < 8 * stream.length / 2; bit++) {
      var forged = stream.clone();
      forged[bit / 8] ^= (byte) (1 << bit % 8);
      var read = new ArrayList<String>();
      try {
        read.addAll(read(forged));
      } catch (EOFException cutShort) {
        read.add("refused");
      }
      assertThat(read).as("bit " + bit).containsExactly("refused");
    }
  }

  @Test
  void a_replayed_frame_is_refused() throws IOException {
    var one = written(KEY, bytes("one"));

    assertThat(read(joined(one, one))).containsExactly("one", "refused");
  }

  @Test
  void a_frame_that_was_cut_out_is_noticed_with_the_next() throws IOException {
    var one = written(KEY, bytes("one"));
    var two = written(KEY, bytes("one"), bytes("two"));
    var three = written(KEY, bytes("one"), bytes("two"), bytes("three"));
    var onlyThree = Arrays.copyOfRange(three, two.length, three.length);

    assertThat(read(joined(one, onlyThree))).containsExactly("one", "refused");
  }

  @Test
  void frames_in_another_order_are_refused() throws IOException {
    var one = written(KEY, bytes("one"));
    var both = written(KEY, bytes("one"), bytes("two"));
    var two = Arrays.copyOfRange(both, one.length, both.length);

    assertThat(read(joined(two, one))).containsExactly("refused");
  }

  @Test
  void frames_of_another_direction_class_or_incarnation_or_of_a_stranger_are_refused()
      throws IOException {
    var others =
        List.of(
            key(hello(Purpose.CONTROL, 2, 1, 5)),
            key(hello(Purpose.BULK, 1, 2, 5)),
            key(hello(Purpose.CONTROL, 1, 2, 6)),
            new Secret("guessed", "cluster")
                .proof(Label.ANSWERED_FRAMES, hello(Purpose.CONTROL, 1, 2, 5).toBytes()),
            new Secret("secret", "other")
                .proof(Label.ANSWERED_FRAMES, hello(Purpose.CONTROL, 1, 2, 5).toBytes()),
            new Secret("secret", "cluster")
                .proof(Label.ASKING_FRAMES, hello(Purpose.CONTROL, 1, 2, 5).toBytes()));
    for (var other : others) {
      assertThat(read(written(other, bytes("one")))).containsExactly("refused");
    }
    assertThat(read(written(KEY, bytes("one")))).containsExactly("one");
  }

  @Test
  void a_stream_that_ends_in_the_middle_has_not_ended_properly() throws IOException {
    var stream = written(KEY, new byte[FrameCodec.CONTENT_BYTES + 1]);
    var firstFrame = FrameCodec.CONTENT_AT + FrameCodec.CONTENT_BYTES + FrameCodec.MAC_BYTES;
    for (var length : List.of(2, 100, firstFrame - FrameCodec.LENGTH_AT)) {
      assertThatThrownBy(() -> read(Arrays.copyOf(stream, length)))
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void no_room_is_made_for_more_than_is_allowed() throws IOException {
    var stream = new Buffer().write(written(KEY, new byte[100_000]));

    assertThatThrownBy(() -> new FrameReader(stream, KEY, 99_999).read())
        .isInstanceOf(ForgedException.class);
  }

  /// Proves nothing: prints what a MAC costs, for the decision record.
  @Test
  void a_slot_costs_a_few_microseconds_of_proofs() throws IOException {
    for (var size : List.of(100, 1000, 10_000, 1_000_000)) {
      var content = new byte[size];
      var rounds = 20_000_000 / (size + 1000);
      var nanos = 0L;
      for (var round = 0; round < 2; round++) {
        var codec = new FrameCodec(KEY);
        var start = System.nanoTime();
        for (var i = 0; i < rounds; i++) {
          for (var left = size; left > 0; left -= FrameCodec.CONTENT_BYTES) {
            codec.mac(FrameCodec.CONTENT_AT + Math.min(left, FrameCodec.CONTENT_BYTES));
          }
        }
        nanos = (System.nanoTime() - start) / rounds;
      }
      System.out.printf("MAC of %d bytes: %d ns%n", content.length, nanos);
      assertThat(nanos).isLessThan(100_000 + 100L * size);
    }
  }
}

package dev.parterre.reservation.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Utf8Test {

  /// Values for the bytes after the first: those on both sides of each boundary.
  private static final int[] EDGES = {
    0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc3, 0xe0, 0xff
  };

  private static final int[] ALL = IntStream.range(0, 256).toArray();

  private final CharsetDecoder jdk = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer decoded = CharBuffer.allocate(4);

  @Test
  void it_takes_what_the_strict_decoder_of_the_jdk_takes() {
    for (int first : ALL) {
      assertAsTheJdk(first);
      for (int second : ALL) {
        assertAsTheJdk(first, second);
        for (int third : EDGES) {
          assertAsTheJdk(first, second, third);
          for (int fourth : EDGES) {
            assertAsTheJdk(first, second, third, fourth);
          }
        }
      }
    }
  }

  private void assertAsTheJdk(int... octets) {
    byte[] bytes = new byte[octets.length];
    var utf8 = new Utf8();
    boolean good = true;
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
      good = good && utf8.take(octets[i]);
    }
    if ((good && utf8.isWhole()) != isDecoded(bytes)) {
      assertThat(good && utf8.isWhole())
          .as(HexFormat.of().formatHex(bytes))
          .isEqualTo(isDecoded(bytes));
    }
  }

  /// Without exceptions, which would take a minute to make.
  private boolean isDecoded(byte[] bytes) {
    var decoder = jdk.reset();
    var result = decoder.decode(ByteBuffer.wrap(bytes), decoded.clear(), true);
    return !result.isError() && !decoder.flush(decoded).isError();
  }
}

package dev.parterre.reservation.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[\"\\ud83d\\ude00\"]",
        "[\"\\uD83D\\uDE00\\u0041\"]",
        "[\"\\\\ud800\"]",
        "[\"\\\\\\\\ud800\"]",
        "[\"\\n\\ud7ff\\ue000\"]",
        "[\"\u00c3\u00a4\u00f0\u009f\u0098\u0080\"]",
        "[\"\u00ef\u00bb\u00bf\"]",
        "[\"\\uzzzz\"]"
      })
  void what_is_made_of_characters_is_taken(String bytes) {
    take(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"\\ud800\"]",
        "[\"\\udc00\"]",
        "[\"\\ud800x\"]",
        "[\"\\ud800\\n\"]",
        "[\"\\ud800\\u0041\"]",
        "[\"\\ud800\\ud800\"]",
        "[\"\\udc00\\ud800\"]",
        "{\"\\uD800\": 1}",
        "[\"\\ud83d\\ude00\\ude00\"]",
        "[\"\\\\\\ud800\"]"
      })
  void half_a_pair_that_is_escaped_is_refused(String bytes) {
    assertThat(refusal(bytes)).contains("half of a surrogate pair");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"a\u00c0\u00afb\"]",
        "[\"\u00e0\u0080\u00af\"]",
        "[\"\u00ed\u00a0\u0080\"]",
        "[\"\u00ed\u00a0\u00bd\u00ed\u00b8\u0080\"]",
        "[\"\u0080\"]",
        "[\"\u00c3\"]",
        "[\"\u00f4\u0090\u0080\u0080\"]",
        "[\"\u00ff\"]",
        "[\"\u00e2\u0082"
      })
  void what_is_not_utf_8_is_refused(String bytes) {
    assertThat(refusal(bytes)).contains("not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00ef\u00bb\u00bf{}", "\u00ef\u00bb\u00bf"})
  void a_byte_order_mark_is_refused_in_words(String bytes) {
    assertThat(refusal(bytes)).contains("byte-order mark");
  }

  /// Wherever the bytes are divided, and one by one, they are judged alike, down to the position.
  private static void take(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    var expected = judged(bytes, new int[] {bytes.length});
    for (int at = 0; at <= bytes.length; at++) {
      assertThat(judged(bytes, new int[] {at, bytes.length}).map(ProblemException::detail))
          .as("divided at %d", at)
          .isEqualTo(expected.map(ProblemException::detail));
    }
    var oneByOne = IntStream.rangeClosed(1, bytes.length).toArray();
    assertThat(judged(bytes, oneByOne).map(ProblemException::detail))
        .isEqualTo(expected.map(ProblemException::detail));
    expected.ifPresent(
        refused -> {
          throw refused;
        });
  }

  /// @param ends where the pieces end in which the bytes are taken
  private static Optional<ProblemException> judged(byte[] bytes, int[] ends) {
    var text = new JsonText();
    try {
      int from = 0;
      for (int end : ends) {
        if (end == from + 1) {
          text.take(bytes[from] & 0xff);
        } else {
          text.take(bytes, from, end - from);
        }
        from = end;
      }
      text.end();
      return Optional.empty();
    } catch (ProblemException refused) {
      return Optional.of(refused);
    }
  }

  private static String refusal(String bytes) {
    return assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> take(bytes))
        .actual()
        .detail();
  }
}

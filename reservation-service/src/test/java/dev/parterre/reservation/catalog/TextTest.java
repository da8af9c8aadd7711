package dev.parterre.reservation.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \t",
        "\u00a0\u2007\u202f",
        "\u200b\u200c\u200d\u2060\ufeff",
        "\u2028\u2029\u3000",
        "\u00ad\u061c\u202e",
        "\u034f\u115f\u1160\u3164\uffa0",
        "\u2800",
        "\ufe0f",
        "\udb40\udc41",
        "\u0000\u001b"
      })
  void what_shows_nothing_is_blank(String text) {
    assertThat(Text.isBlank(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "\u200ba", ".", "\u0301", "\u5b57", "\ud83d\ude00", "\u2764\ufe0f", "\uffff"})
  void what_shows_something_is_not(String text) {
    assertThat(Text.isBlank(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ufffe",
        "\uffff",
        "\ufdd0",
        "\ufdef",
        "\ud83f\udffe",
        "\udbff\udfff",
        "\t",
        "\u0085"
      })
  void what_no_text_is_made_of_is_found(String foreign) {
    assertThat(Text.firstForeign("ab" + foreign + "\u0000")).hasValue(foreign.codePointAt(0));
  }

  @Test
  void unicode_has_66_noncharacters() {
    long noncharacters = 0;
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      noncharacters += Text.isNoncharacter(c) ? 1 : 0;
    }
    assertThat(noncharacters).isEqualTo(66);
    assertThat(Text.firstForeign("\ufdcf\ufdf0\ufffd\ud83f\udffd")).isEmpty();
    assertThat(Text.firstForeign("a\ud83f")).hasValue(0xd83f);
  }
}

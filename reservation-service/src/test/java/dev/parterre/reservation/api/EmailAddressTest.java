package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.org",
        "a@b",
        "ann.lee+tickets@mail.example.co.uk",
        "o'brien!#$%&*/=?^_`{|}~-@example.org",
        "\"a..b\"@example.org",
        "\"a@b\"@example.org",
        "\"a\\\"b\"@example.org",
        "j\u00fcrgen@m\u00fcller.example",
        "\u7528\u6237@\u4f8b\u5b50.\u5e7f\u544a",
        "a@xn--mller-kva.example",
        "a@1.example",
        "a@x-y.org",
        "a@[192.0.2.1]",
        "a@[IPv6:2001:db8::1]"
      })
  void what_a_mail_server_takes_is_an_address(String text) {
    assertThat(EmailAddress.isOne(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "ann",
        "@example.org",
        "ann@",
        "a@-x.org",
        "a@x-.org",
        ".a@example.org",
        "a.@example.org",
        "a..b@example.org",
        "a@b@example.org",
        "a b@example.org",
        "a@exa mple.org",
        "a(b)@example.org",
        "a,b@example.org",
        "<a@example.org>",
        "a:b@example.org",
        "\"a\"b\"@example.org",
        "\"a@example.org",
        "a@example..org",
        "a@.example.org",
        "a@example.org.",
        "a@\u4f8b..org",
        "a@exa_mple.org",
        "a@example.123",
        "a@192.0.2.1",
        "a@[192.0.2.256]",
        "a@[192.0.2]",
        "a@[IPv6:2001:db8:::1]",
        "a@[IPv6:fe80::1%lo]",
        "a@[]",
        "a\u200bb@example.org",
        "a\u00a0b@example.org",
        "a@exam\u2028ple.org"
      })
  void what_none_takes_is_no_address(String text) {
    assertThat(EmailAddress.isOne(text)).isFalse();
  }

  @Test
  void its_parts_have_their_lengths() {
    var label = "x".repeat(63);
    assertThat(EmailAddress.isOne("a".repeat(64) + "@example.org")).isTrue();
    assertThat(EmailAddress.isOne("a".repeat(65) + "@example.org")).isFalse();
    assertThat(EmailAddress.isOne("\u00e4".repeat(33) + "@example.org")).isFalse();
    assertThat(EmailAddress.isOne("a@" + label + ".org")).isTrue();
    assertThat(EmailAddress.isOne("a@" + label + "x.org")).isFalse();
    assertThat(EmailAddress.isOne("a@" + "\u00fc".repeat(63) + ".org")).isFalse();
    var longest = label + "." + label + "." + label + "." + "x".repeat(60);
    assertThat(EmailAddress.isOne("a@" + longest)).isTrue();
    assertThat(EmailAddress.isOne("a@" + longest + "x")).isFalse();
  }
}

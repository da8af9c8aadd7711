package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretIdTest {

  @RepeatedTest(20)
  void its_text_leads_back_to_it() {
    var id = SecretId.random();

    assertThat(id.toString()).hasSize(22);
    assertThat(SecretId.parse(id.toString())).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "AAAAAAAAAAAAAAAAAAAAAB",
        "!!!!!!!!!!!!!!!!!!!!!!",
        "AAAAAAAAAAAAAAAAAAAA=="
      })
  void what_is_not_an_id_is_not_parsed(String text) {
    assertThat(SecretId.parse(text)).isEmpty();
  }
}

package dev.parterre.reservation.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({"45.00,EUR,45.00", "45,EUR,45.00", "0,EUR,0.00", "4500,JPY,4500", "1.234,BHD,1.234"})
  void an_amount_has_the_decimals_of_its_currency(String amount, String currency, String plain) {
    String json = JsonMapper.shared().writeValueAsString(Money.of(amount, currency));
    assertThat(json).isEqualTo("{\"amount\":\"" + plain + "\",\"currency\":\"" + currency + "\"}");
    assertThat(JsonMapper.shared().readValue(json, Money.class))
        .isEqualTo(Money.of(amount, currency));
  }

  @ParameterizedTest
  @CsvSource({
    "-1,EUR",
    "45.001,EUR",
    "1.5,JPY",
    "1e3,EUR",
    "1e999999999,EUR",
    "'',EUR",
    "x,EUR",
    ".5,EUR",
    "1234567890123,EUR",
    "1,XXX",
    "1,EURO",
    "1,eur",
    "1,''",
    "\u0661,EUR"
  })
  void what_is_not_money_is_refused(String amount, String currency) {
    assertThatIllegalArgumentException().isThrownBy(() -> Money.of(amount, currency));
  }

  @ParameterizedTest
  @CsvSource({
    "1234567890123,at most 12 digits",
    "12345678901234567890.00,at most 12 digits",
    "1.00000,at most 4 decimals",
    "1.234,2 decimals",
    "1e3,a string of digits",
    "-1,a string of digits"
  })
  void what_is_wrong_with_an_amount_is_told(String amount, String told) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.of(amount, "EUR"))
        .withMessageContaining(told);
  }

  @Test
  void what_is_missing_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Money.of(null, "EUR"));
    assertThatIllegalArgumentException().isThrownBy(() -> Money.of("1", null));
  }
}

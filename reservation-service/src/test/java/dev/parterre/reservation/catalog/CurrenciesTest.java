package dev.parterre.reservation.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrenciesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EUR", "USD", "GBP", "CHF", "JPY", "SEK", "PLN", "TRY", "XOF", "XAF", "XPF", "XCD"
      })
  void what_a_country_pays_with_is_in_use(String code) {
    assertThat(Currencies.isInUse(Currency.getInstance(code))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"DEM", "FRF", "ITL", "HRK", "EEK", "TRL", "ROL", "ZWD", "CLF", "XXX", "XAU"})
  void what_was_withdrawn_or_never_was_money_is_not(String code) {
    assertThat(Currencies.isInUse(Currency.getInstance(code))).isFalse();
  }
}

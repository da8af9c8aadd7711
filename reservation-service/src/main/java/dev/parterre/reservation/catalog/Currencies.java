package dev.parterre.reservation.catalog;

import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;

/// Which currencies are in use today.
public final class Currencies {

  private Currencies() {}

  /// Whether this is the currency of some country, according to the JDK's table of countries, which
  /// also knows the day on which a country changes to another one. Withdrawn currencies (DEM) and
  /// units of account (CLF) are not. Only new prices are to be checked: prices in a currency that
  /// was withdrawn since must stay readable.
  public static boolean isInUse(Currency currency) {
    return Arrays.stream(Locale.getISOCountries())
        .map(country -> Currency.getInstance(Locale.of("", country)))
        .anyMatch(currency::equals);
  }
}

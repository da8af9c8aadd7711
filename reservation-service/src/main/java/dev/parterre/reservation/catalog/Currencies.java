package dev.parterre.reservation.catalog;

import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;

/// Which currencies can be paid with today.
public final class Currencies {

  private Currencies() {}

  /// Whether a country has it, by the JDK's table of countries, which also knows the day on which a
  /// country changes to another. Withdrawn ones (DEM) and units of account (CLF) no country has. To
  /// be asked only of what is new: who sold in a currency still has to give its prices later.
  public static boolean isInUse(Currency currency) {
    return Arrays.stream(Locale.getISOCountries())
        .map(country -> Currency.getInstance(Locale.of("", country)))
        .anyMatch(currency::equals);
  }
}

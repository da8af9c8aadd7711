package dev.parterre.reservation.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An amount that is not negative, with as many decimals as its currency has: `45.00 EUR`, `4500
/// JPY`.
@JsonPropertyOrder({"amount", "currency"})
public record Money(BigDecimal amount, Currency currency) {

  private static final Pattern AMOUNT = Pattern.compile("([0-9]+)(\\.[0-9]+)?");

  private static final int INTEGER_DIGITS_MAX = 12;

  /// More than any currency has.
  private static final int DECIMALS_MAX = 4;

  public Money {
    int decimals = currency.getDefaultFractionDigits();
    if (decimals < 0) {
      throw new IllegalArgumentException(currency + " is not a currency that prices can be in");
    }
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("an amount is not negative");
    }
    if (amount.stripTrailingZeros().scale() > decimals) {
      throw new IllegalArgumentException(currency + " has " + decimals + " decimals");
    }
    checkIntegerDigits(amount.precision() - amount.scale());
    amount = amount.setScale(decimals);
  }

  /// @throws IllegalArgumentException if this is not money, with a message that clients may see
  @JsonCreator
  public static Money of(
      @JsonProperty("amount") @Nullable String amount,
      @JsonProperty("currency") @Nullable String currency) {
    var parts = AMOUNT.matcher(amount == null ? "" : amount);
    if (!parts.matches()) {
      throw new IllegalArgumentException("an amount is a string of digits such as \"45.00\"");
    }
    // Before it is parsed: the time that takes grows faster than the number of digits.
    checkIntegerDigits(parts.end(1));
    if (parts.end() - parts.end(1) > 1 + DECIMALS_MAX) {
      throw new IllegalArgumentException("an amount has at most " + DECIMALS_MAX + " decimals");
    }
    return new Money(new BigDecimal(parts.group()), currency(currency));
  }

  private static void checkIntegerDigits(int digits) {
    if (digits > INTEGER_DIGITS_MAX) {
      throw new IllegalArgumentException(
          "an amount has at most " + INTEGER_DIGITS_MAX + " digits before its decimals");
    }
  }

  @JsonProperty("amount")
  String plainAmount() {
    return amount.toPlainString();
  }

  @JsonProperty("currency")
  String currencyCode() {
    return currency.getCurrencyCode();
  }

  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency.getCurrencyCode();
  }

  private static Currency currency(@Nullable String code) {
    try {
      return Currency.getInstance(code == null ? "" : code);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException("a currency is an ISO 4217 code such as \"EUR\"", unknown);
    }
  }
}

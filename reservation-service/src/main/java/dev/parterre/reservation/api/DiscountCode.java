package dev.parterre.reservation.api;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads discount codes, which people type: upper and lower case are the same.
final class DiscountCode {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  private DiscountCode() {}

  /// @return the code in upper case; empty if it is none
  static String read(@Nullable String code, Checks checks, String pointer) {
    if (code == null || !CODE.matcher(code).matches()) {
      checks.fault(
          pointer,
          code == null
              ? Checks.REQUIRED
              : "A discount code has 1 to 40 letters from A to Z, digits, hyphens and"
                  + " underscores.");
      return "";
    }
    return code.toUpperCase(Locale.ROOT);
  }
}

package dev.parterre.browser.java.util;

/// Lower-case digits without anything between them.
public final class HexFormat {

  private static final HexFormat LOWER_CASE = new HexFormat();
  private static final String DIGITS = "0123456789abcdef";

  private HexFormat() {}

  public static HexFormat of() {
    return LOWER_CASE;
  }

  public String toHexDigits(long value) {
    var digits = new StringBuilder();
    for (var shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
      digits.append(DIGITS.charAt((int) (value >>> shift) & 0xf));
    }
    return digits.toString();
  }
}

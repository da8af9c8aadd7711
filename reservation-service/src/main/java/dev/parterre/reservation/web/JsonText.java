package dev.parterre.reservation.web;

import java.util.HexFormat;

/// Checks the bytes of a JSON document, as they are read, for what Jackson lets pass: overlong
/// UTF-8, surrogates in UTF-8, and escapes of half a surrogate pair, in values and names alike.
/// These are not characters: they could be neither stored nor returned.
final class JsonText {

  private static final int[] BYTE_ORDER_MARK = {0xef, 0xbb, 0xbf};
  private static final int HEX_DIGITS = 4;

  private final Utf8 utf8 = new Utf8();
  private long taken;
  private int marked;

  private enum Escape {
    NONE,
    BACKSLASH,
    DIGITS
  }

  private Escape escape = Escape.NONE;
  private int digits;
  private int unit;

  /// Whether the first half of a pair was escaped, so that the second must follow.
  private boolean isHalf;

  void take(byte[] bytes, int offset, int count) {
    if (isAtEase() && Utf8.isPlain(bytes, offset, offset + count, '\\')) {
      taken += Math.max(0, count);
      return;
    }
    for (int i = offset; i < offset + count; i++) {
      take(bytes[i] & 0xff);
    }
  }

  /// Whether it waits for no particular byte.
  private boolean isAtEase() {
    return escape == Escape.NONE && !isHalf && utf8.isWhole();
  }

  /// @param octet 0 to 255
  /// @throws ProblemException 400 if this byte is not allowed here
  void take(int octet) {
    taken++;
    if (!utf8.take(octet)) {
      throw notUtf8();
    }
    if (marked == taken - 1 && octet == BYTE_ORDER_MARK[marked]) {
      marked++;
      if (marked == BYTE_ORDER_MARK.length) {
        throw Problems.malformed("The body begins with a byte-order mark; JSON has none.");
      }
    }
    switch (escape) {
      case NONE -> {
        if (octet == '\\') {
          escape = Escape.BACKSLASH;
        } else if (isHalf) {
          throw half();
        }
      }
      case BACKSLASH -> afterBackslash(octet);
      case DIGITS -> digit(octet);
    }
  }

  /// @throws ProblemException 400 if the document must not end here
  void end() {
    if (!utf8.isWhole()) {
      throw notUtf8();
    }
  }

  private void afterBackslash(int octet) {
    if (octet == 'u') {
      escape = Escape.DIGITS;
      digits = 0;
      unit = 0;
    } else if (isHalf) {
      throw half();
    } else {
      escape = Escape.NONE;
    }
  }

  /// Anything but a digit is left to the parser, which refuses it.
  private void digit(int octet) {
    if (!HexFormat.isHexDigit(octet)) {
      escape = Escape.NONE;
      return;
    }
    unit = unit << 4 | HexFormat.fromHexDigit(octet);
    digits++;
    if (digits == HEX_DIGITS) {
      escape = Escape.NONE;
      if (Character.isLowSurrogate((char) unit) != isHalf) {
        throw half();
      }
      isHalf = Character.isHighSurrogate((char) unit);
    }
  }

  private ProblemException notUtf8() {
    return Problems.malformed("The body is not UTF-8 at its byte " + taken + ".");
  }

  private ProblemException half() {
    return Problems.malformed(
        "The body escapes half of a surrogate pair, before or at its byte " + taken + ".");
  }
}

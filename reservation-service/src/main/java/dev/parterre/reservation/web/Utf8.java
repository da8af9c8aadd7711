package dev.parterre.reservation.web;

/// Checks bytes one by one for valid UTF-8 (The Unicode Standard, table 3-7): no overlong forms, no
/// surrogates, nothing above U+10FFFF.
final class Utf8 {

  private static final int ASCII_MAX = 0x7f;
  private static final int CONTINUATION_MIN = 0x80;
  private static final int CONTINUATION_MAX = 0xbf;

  /// Lower lead bytes would only begin overlong forms of ASCII.
  private static final int LEAD_MIN = 0xc2;

  private static final int LEAD_OF_THREE = 0xe0;
  private static final int LEAD_OF_FOUR = 0xf0;
  private static final int LEAD_MAX = 0xf4;

  /// How many bytes the current character still needs, and the bounds of the next one.
  private int missing;

  private int min = CONTINUATION_MIN;
  private int max = CONTINUATION_MAX;

  /// Whether these bytes are ASCII, and none is `special`: then there is nothing to check one by
  /// one, which costs several times as much.
  ///
  /// @param special a byte that means something; -1 if none does
  static boolean isPlain(byte[] bytes, int from, int to, int special) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0 || bytes[i] == special) {
        return false;
      }
    }
    return true;
  }

  /// @param octet 0 to 255
  /// @return false if it is not valid here; no more bytes may be passed then
  boolean take(int octet) {
    if (missing == 0) {
      return begin(octet);
    }
    if (octet < min || octet > max) {
      return false;
    }
    missing--;
    min = CONTINUATION_MIN;
    max = CONTINUATION_MAX;
    return true;
  }

  /// Whether the last character is complete.
  boolean isWhole() {
    return missing == 0;
  }

  private boolean begin(int octet) {
    if (octet <= ASCII_MAX) {
      return true;
    }
    missing = octet >= LEAD_OF_FOUR ? 3 : octet >= LEAD_OF_THREE ? 2 : 1;
    min =
        switch (octet) {
          case LEAD_OF_THREE -> 0xa0; // below: overlong
          case LEAD_OF_FOUR -> 0x90; // below: overlong
          default -> CONTINUATION_MIN;
        };
    max =
        switch (octet) {
          case 0xed -> 0x9f; // above: surrogates
          case LEAD_MAX -> 0x8f; // above: beyond U+10FFFF
          default -> CONTINUATION_MAX;
        };
    return octet >= LEAD_MIN && octet <= LEAD_MAX;
  }
}

package dev.parterre.reservation.catalog;

import java.util.OptionalInt;

/// Which characters of a text cannot be seen, and which a text must not contain.
public final class Text {

  private static final int NONCHARACTERS_FIRST = 0xfdd0;
  private static final int NONCHARACTERS_LAST = 0xfdef;

  private Text() {}

  /// Whether the text has no visible character.
  public static boolean isBlank(String text) {
    return text.codePoints().allMatch(Text::isInvisible);
  }

  /// Spaces of any width, including zero, and characters that only affect their neighbours.
  public static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT ->
          true;
      default -> isIgnorable(codePoint);
    };
  }

  /// The first code point that a text must not contain: a control character, a lone surrogate or a
  /// noncharacter.
  public static OptionalInt firstForeign(String text) {
    return text.codePoints().filter(Text::isForeign).findFirst();
  }

  /// Unicode reserves these for internal use by programs: the last two code points of every plane,
  /// such as U+FFFE and U+FFFF, and 32 more.
  public static boolean isNoncharacter(int codePoint) {
    return (codePoint & 0xfffe) == 0xfffe
        || (codePoint >= NONCHARACTERS_FIRST && codePoint <= NONCHARACTERS_LAST);
  }

  private static boolean isForeign(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE || isNoncharacter(codePoint);
  }

  /// Unicode's Default_Ignorable_Code_Point, except for the category FORMAT, and the Braille
  /// pattern without dots.
  private static boolean isIgnorable(int codePoint) {
    return switch (codePoint) {
      case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180f, 0x2065, 0x2800, 0x3164, 0xffa0 -> true;
      default ->
          isWithin(codePoint, 0x180b, 0x180d)
              || isWithin(codePoint, 0xfe00, 0xfe0f)
              || isWithin(codePoint, 0xfff0, 0xfff8)
              || isWithin(codePoint, 0xe0000, 0xe0fff);
    };
  }

  private static boolean isWithin(int codePoint, int first, int last) {
    return codePoint >= first && codePoint <= last;
  }
}

package dev.parterre.reservation.tickets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Breaks a text into lines.
final class Wrapping {

  private static final String ELLIPSIS = "…";

  private Wrapping() {}

  /// At most so many lines, of which the last ends with an ellipsis if there is more. A word that
  /// is longer than a line is broken.
  ///
  /// @param width of a text, in whatever unit
  /// @param max of a line
  static List<String> lines(String text, int count, ToDoubleFunction<String> width, double max) {
    var lines = new ArrayList<String>();
    var rest = text.strip();
    while (!rest.isEmpty() && lines.size() < count) {
      int end = fitting(rest, width, max);
      if (end < rest.length() && lines.size() == count - 1) {
        lines.add(shortened(rest, width, max));
        return lines;
      }
      int blank = end < rest.length() ? rest.lastIndexOf(' ', end) : -1;
      int cut = blank > 0 ? blank : end;
      lines.add(rest.substring(0, cut).strip());
      rest = rest.substring(cut).strip();
    }
    return lines;
  }

  /// Likewise, but of a text that is too long the end is kept: of a seat, its number.
  static List<String> lastLines(
      String text, int count, ToDoubleFunction<String> width, double max) {
    var rest = text.strip();
    var lines = lines(rest, count, width, max);
    while (!lines.isEmpty() && lines.getLast().endsWith(ELLIPSIS) && !rest.endsWith(ELLIPSIS)) {
      int blank = rest.indexOf(' ', 1);
      int cut = blank > 0 ? blank + 1 : rest.offsetByCodePoints(0, 1);
      rest = rest.substring(cut);
      lines = lines(ELLIPSIS + " " + rest, count, width, max);
    }
    return lines;
  }

  /// The text with a blank for each character that is for no paper: plans may have such in their
  /// labels.
  static String visible(String text) {
    var visible = new StringBuilder();
    text.codePoints()
        .forEach(
            letter -> {
              boolean isNone =
                  Character.isISOControl(letter)
                      || Character.getType(letter) == Character.SURROGATE
                      || (letter & 0xfffe) == 0xfffe;
              visible.appendCodePoint(isNone ? ' ' : letter);
            });
    return visible.toString();
  }

  /// How many characters of the text fit into a line, at least one; no pair of surrogates is
  /// separated.
  private static int fitting(String text, ToDoubleFunction<String> width, double max) {
    int end = text.offsetByCodePoints(0, 1);
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      if (width.applyAsDouble(text.substring(0, next)) > max) {
        return end;
      }
      end = next;
    }
    return end;
  }

  private static String shortened(String text, ToDoubleFunction<String> width, double max) {
    int end = fitting(text, line -> width.applyAsDouble(line + ELLIPSIS), max);
    return text.substring(0, end).strip() + ELLIPSIS;
  }
}

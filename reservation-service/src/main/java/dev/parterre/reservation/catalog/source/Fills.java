package dev.parterre.reservation.catalog.source;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamReader;

/// Knows what colour the elements of a drawing are filled with: by their own `fill` or `style`, by
/// simple rules for their classes, or by what they are in.
final class Fills {

  private static final Pattern IN_STYLE = Pattern.compile("(?:^|[;{])\\s*fill\\s*:\\s*([^;}!]+)");
  private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)\\}");
  private static final Pattern HEX = Pattern.compile("#[0-9a-f]{6}");
  private static final Pattern SHORT_HEX = Pattern.compile("#([0-9a-f])([0-9a-f])([0-9a-f])");
  private static final Pattern RGB =
      Pattern.compile("rgb\\(\\s*([0-9]{1,3})[\\s,]+([0-9]{1,3})[\\s,]+([0-9]{1,3})\\s*\\)");

  /// The basic colour keywords of CSS.
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("black", "#000000"),
          Map.entry("silver", "#c0c0c0"),
          Map.entry("gray", "#808080"),
          Map.entry("grey", "#808080"),
          Map.entry("white", "#ffffff"),
          Map.entry("maroon", "#800000"),
          Map.entry("red", "#ff0000"),
          Map.entry("purple", "#800080"),
          Map.entry("fuchsia", "#ff00ff"),
          Map.entry("green", "#008000"),
          Map.entry("lime", "#00ff00"),
          Map.entry("olive", "#808000"),
          Map.entry("yellow", "#ffff00"),
          Map.entry("orange", "#ffa500"),
          Map.entry("navy", "#000080"),
          Map.entry("blue", "#0000ff"),
          Map.entry("teal", "#008080"),
          Map.entry("aqua", "#00ffff"));

  private final Map<String, String> ofClasses = new HashMap<>();
  private boolean isInStyle;

  /// To be called with the name of each element that begins.
  void enter(String element) {
    isInStyle = element.equals("style");
  }

  /// Reads rules, if the last element that began is a style sheet.
  void readIfStyle(String text) {
    if (!isInStyle) {
      return;
    }
    var rules = RULE.matcher(text);
    while (rules.find()) {
      var fill = IN_STYLE.matcher(";" + rules.group(2));
      if (fill.find()) {
        for (var selector : rules.group(1).split(",")) {
          ofClasses.put(selector.strip(), fill.group(1).strip());
        }
      }
    }
  }

  /// @param outside of what the element is in
  String of(XMLStreamReader xml, String outside) {
    var inStyle = IN_STYLE.matcher(SeatDrawing.text(xml, "style"));
    if (inStyle.find()) {
      return inStyle.group(1).strip();
    }
    for (var name : SeatDrawing.text(xml, "class").split("\\s+")) {
      var ofClass = ofClasses.get("." + name);
      if (ofClass != null) {
        return ofClass;
      }
    }
    var own = SeatDrawing.text(xml, "fill");
    return own.isEmpty() ? outside : own;
  }

  /// As `#rrggbb`; empty if there is none, or it is written otherwise.
  static String hex(String fill) {
    var color = fill.toLowerCase(Locale.ROOT);
    var brief = SHORT_HEX.matcher(color);
    if (brief.matches()) {
      return "#" + brief.group(1).repeat(2) + brief.group(2).repeat(2) + brief.group(3).repeat(2);
    }
    var parts = RGB.matcher(color);
    if (parts.matches()) {
      return hex(parts);
    }
    return HEX.matcher(color).matches() ? color : NAMES.getOrDefault(color, "");
  }

  private static String hex(Matcher parts) {
    return IntStream.rangeClosed(1, 3)
        .map(i -> Math.min(Integer.parseInt(parts.group(i)), 255))
        .mapToObj("%02x"::formatted)
        .reduce("#", String::concat);
  }
}

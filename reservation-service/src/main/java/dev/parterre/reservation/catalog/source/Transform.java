package dev.parterre.reservation.catalog.source;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/// An affine transformation of SVG: (x, y) becomes (ax + cy + e, bx + dy + f).
///
/// Source: SVG 1.1, 7.6 (the attribute `transform`)
record Transform(double a, double b, double c, double d, double e, double f) {

  static final Transform NONE = new Transform(1, 0, 0, 1, 0, 0);

  private static final Pattern FUNCTION =
      Pattern.compile("([a-zA-Z]+)\\s*\\(([^()]*)\\)\\s*,?\\s*");
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]{1,3})?)\\s*,?\\s*");

  /// @param attribute a list of functions, of which the last one comes first; may be empty
  /// @throws IllegalArgumentException for anything else, with a sentence
  static Transform of(String attribute) {
    var list = attribute.strip();
    var functions = FUNCTION.matcher(list);
    var all = NONE;
    int end = 0;
    try {
      while (functions.region(end, list.length()).lookingAt()) {
        var by = numbers(functions.group(2)).orElse(new double[0]);
        all = all.after(function(functions.group(1), by));
        end = functions.end();
      }
    } catch (ArrayIndexOutOfBoundsException tooFew) {
      throw new IllegalArgumentException("The transform \"" + list + "\" lacks a number.", tooFew);
    }
    if (end != list.length()) {
      throw new IllegalArgumentException("The transform \"" + list + "\" is not understood.");
    }
    return all;
  }

  /// A list of numbers as SVG writes them, in which a sign may separate two; empty if it is none.
  static Optional<double[]> numbers(String list) {
    var text = list.strip();
    var numbers = NUMBER.matcher(text);
    var found = DoubleStream.builder();
    int end = 0;
    while (numbers.region(end, text.length()).lookingAt()) {
      found.add(Double.parseDouble(numbers.group(1)));
      end = numbers.end();
    }
    return end == text.length() ? Optional.of(found.build().toArray()) : Optional.empty();
  }

  private static Transform function(String name, double[] by) {
    return switch (name) {
      case "matrix" -> new Transform(by[0], by[1], by[2], by[3], by[4], by[5]);
      case "translate" -> moved(by[0], by.length > 1 ? by[1] : 0);
      case "scale" -> new Transform(by[0], 0, 0, by.length > 1 ? by[1] : by[0], 0, 0);
      case "rotate" -> {
        double angle = Math.toRadians(by[0]);
        var turned =
            new Transform(
                Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0);
        yield by.length < 3
            ? turned
            : moved(by[1], by[2]).after(turned).after(moved(-by[1], -by[2]));
      }
      case "skewX" -> new Transform(1, 0, Math.tan(Math.toRadians(by[0])), 1, 0, 0);
      case "skewY" -> new Transform(1, Math.tan(Math.toRadians(by[0])), 0, 1, 0, 0);
      default -> throw new IllegalArgumentException("There is no transform " + name + ".");
    };
  }

  static Transform moved(double x, double y) {
    return new Transform(1, 0, 0, 1, x, y);
  }

  /// This one, applied to what the other one results in.
  Transform after(Transform first) {
    return new Transform(
        a * first.a + c * first.b,
        b * first.a + d * first.b,
        a * first.c + c * first.d,
        b * first.c + d * first.d,
        a * first.e + c * first.f + e,
        b * first.e + d * first.f + f);
  }

  /// How many times as large things become, on average.
  double scale() {
    return Math.sqrt(Math.abs(a * d - b * c));
  }

  double x(double x, double y) {
    return a * x + c * y + e;
  }

  double y(double x, double y) {
    return b * x + d * y + f;
  }
}

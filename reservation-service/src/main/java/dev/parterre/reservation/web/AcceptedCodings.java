package dev.parterre.reservation.web;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// The content codings that a client accepts: its header `Accept-Encoding` (RFC 9110, 12.5.3).
/// Members that are not well-formed are ignored, as by Tomcat where it compresses by itself.
public final class AcceptedCodings {

  public static final String IDENTITY = "identity";

  private static final String ANY = "*";
  private static final String GZIP = "gzip";

  /// A coding or `*`, and its weight, which has at most three decimals.
  private static final Pattern MEMBER =
      Pattern.compile(
          "([!#$%&'*+.^_`|~0-9A-Za-z-]+)"
              + "(?:[ \\t]*;[ \\t]*[qQ]=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?))?");

  private static final int WEIGHT_MAX = 1_000;
  private static final int WEIGHT_MIN = 1;

  /// In thousandths, by the name of the coding; null if the client did not send the header.
  private final @Nullable Map<String, Integer> weights;

  private AcceptedCodings(@Nullable Map<String, Integer> weights) {
    this.weights = weights;
  }

  public static AcceptedCodings of(HttpHeaders headers) {
    var lines = headers.get(HttpHeaders.ACCEPT_ENCODING);
    if (lines == null) {
      return new AcceptedCodings(null);
    }
    var weights = new LinkedHashMap<String, Integer>();
    for (var line : lines) {
      for (var part : line.split(",", -1)) {
        var member = MEMBER.matcher(part.strip());
        if (member.matches()) {
          weights.putIfAbsent(coding(member.group(1)), weight(member.group(2)));
        }
      }
    }
    return new AcceptedCodings(weights);
  }

  /// How much the client prefers this coding, in thousandths: 0 if it does not accept it. A client
  /// without the header accepts any coding but may understand none, so it gets `identity`. A client
  /// that names some codings also accepts `identity`, but last, unless it says otherwise.
  public int weightOf(String coding) {
    if (weights == null) {
      return coding.equals(IDENTITY) ? WEIGHT_MAX : WEIGHT_MIN;
    }
    var unnamed = coding.equals(IDENTITY) ? WEIGHT_MIN : 0;
    return weights.getOrDefault(coding, weights.getOrDefault(ANY, unnamed));
  }

  /// `x-gzip` is another name for `gzip` (RFC 9110, 8.4.1.3).
  private static String coding(String name) {
    var coding = name.toLowerCase(Locale.ROOT);
    return coding.equals("x-gzip") ? GZIP : coding;
  }

  private static int weight(@Nullable String quality) {
    return quality == null
        ? WEIGHT_MAX
        : (int) Math.round(Double.parseDouble(quality) * WEIGHT_MAX);
  }
}

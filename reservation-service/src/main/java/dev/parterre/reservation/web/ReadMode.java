package dev.parterre.reservation.web;

import org.jspecify.annotations.Nullable;

/// How fresh an answer must be: the query parameters `consistency` and `minIndex`. A controller
/// method that has a parameter of this type gets the request's.
public sealed interface ReadMode {

  /// Shows every write that any replica acknowledged before: the default.
  record Linearizable() implements ReadMode {}

  /// This replica's own state, which may be old.
  record Local() implements ReadMode {}

  /// This replica's own state, as soon as it has applied `index` commands.
  record AtLeast(long index) implements ReadMode {}

  static ReadMode of(@Nullable String consistency, @Nullable String minIndex) {
    if (consistency != null && !consistency.equals("local")) {
      throw new ProblemException(
          Problem.MALFORMED_REQUEST, "The parameter consistency, if given, must be \"local\".");
    }
    if (minIndex != null) {
      return new AtLeast(index(minIndex));
    }
    return consistency == null ? new Linearizable() : new Local();
  }

  private static long index(String text) {
    return LogIndex.read(text)
        .orElseThrow(
            () ->
                Problems.malformed(
                    "The parameter minIndex must be a whole number from 0 to "
                        + Long.MAX_VALUE
                        + "."));
  }
}

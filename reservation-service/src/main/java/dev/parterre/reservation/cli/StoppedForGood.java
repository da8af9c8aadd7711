package dev.parterre.reservation.cli;

import java.util.Optional;
import java.util.regex.Pattern;

/// How a replica whose node stopped for good ended, according to its log.
///
/// @param exitCode the exit code of its process
/// @param why a clause
record StoppedForGood(int exitCode, String why) {

  private static final int REFUSED = 77;

  private static final Pattern LINE =
      Pattern.compile(" has stopped for good \\(exit code (\\d{1,3})\\): (.+)$", Pattern.MULTILINE);

  /// @param log what it has logged since its last start
  static Optional<StoppedForGood> in(String log) {
    return LINE.matcher(log)
        .results()
        .reduce((_, later) -> later)
        .map(it -> new StoppedForGood(Integer.parseInt(it.group(1)), it.group(2).strip()));
  }

  /// Whether it must be replaced; if not, it can be started again.
  boolean isRefused() {
    return exitCode == REFUSED;
  }

  /// Its state, in the words of `GET /cluster`.
  String state() {
    return isRefused() ? "refused" : "failed";
  }

  /// Why, and what to do.
  ///
  /// @param suffix what to append to a command so that it refers to this cluster
  String advice(int id, String suffix) {
    return isRefused()
        ? "%s: ./parterre replace %d%s".formatted(why, id, suffix)
        : "%s; once that is fixed: ./parterre start %d%s".formatted(why, id, suffix);
  }
}

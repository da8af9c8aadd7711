package dev.parterre.reservation.cli;

import java.util.regex.Pattern;

/// Finds in a log why a replica ended.
final class LastWords {

  /// What Spring logs about a start that failed for a reason that it can explain.
  private static final Pattern DESCRIPTION =
      Pattern.compile("APPLICATION FAILED TO START.*?Description:\\s+(\\S[^\\n]*)", Pattern.DOTALL);

  private static final Pattern ERROR = Pattern.compile("^.* ERROR .*? : (.+)$", Pattern.MULTILINE);

  private LastWords() {}

  static String in(String log) {
    var description = DESCRIPTION.matcher(log);
    if (description.find()) {
      return description.group(1).strip();
    }
    var error = ERROR.matcher(log);
    var last = "";
    while (error.find()) {
      last = error.group(1);
    }
    return last.isEmpty() ? lastLine(log) : last.strip();
  }

  private static String lastLine(String log) {
    return log.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce((_, later) -> later)
        .orElse("it said nothing");
  }
}

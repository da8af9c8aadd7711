package dev.parterre.reservation.cli.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a JVM logged about its pauses: how often it stopped all threads, why, and for how long.
///
/// @param longestMillis the longest stop, whether or not it was for a collection
/// @param longestWorkedMillis the processor time of all the collector's threads during that stop,
///   in steps of 10 ms: a much longer stop had to wait for the machine; 0 if it was not for a
///   collection
/// @param full how many full collections there were, by cause
/// @param counts how many stops there were, by cause
record GcLog(
    double longestMillis,
    double longestWorkedMillis,
    String longestCause,
    Map<String, Integer> full,
    Map<String, Integer> counts) {

  /// In the working directory of the process.
  static final String FILE = "gc.log";

  static final String OPTION =
      "-Xlog:gc,gc+cpu,safepoint:file=" + FILE + ":uptime,tags:filecount=0";

  private static final Pattern FULL = Pattern.compile("GC\\(\\d+\\) Pause Full \\(([^()]*)\\)");
  private static final Pattern WORKED =
      Pattern.compile("GC\\(\\d+\\) User=([0-9.]+)s Sys=([0-9.]+)s");
  private static final Pattern STOP = Pattern.compile("Safepoint \"([^\"]+)\".* Total: +(\\d+) ns");

  static GcLog of(List<String> lines) {
    var full = new TreeMap<String, Integer>();
    var counts = new TreeMap<String, Integer>();
    var longest = 0.0;
    var longestWorked = 0.0;
    var worked = 0.0;
    var longestCause = "none";
    for (var line : lines) {
      var collected = FULL.matcher(line);
      if (collected.find()) {
        full.merge(collected.group(1), 1, Integer::sum);
      }
      var processor = WORKED.matcher(line);
      if (processor.find()) {
        worked +=
            1000
                * (Double.parseDouble(processor.group(1)) + Double.parseDouble(processor.group(2)));
      }
      var stop = STOP.matcher(line);
      if (stop.find()) {
        counts.merge(stop.group(1), 1, Integer::sum);
        var millis = Long.parseLong(stop.group(2)) / 1e6;
        if (millis > longest) {
          longest = millis;
          longestWorked = worked;
          longestCause = stop.group(1);
        }
        worked = 0;
      }
    }
    return new GcLog(longest, longestWorked, longestCause, full, counts);
  }
}

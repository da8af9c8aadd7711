package dev.parterre.reservation.cli.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a JVM wrote of its pauses: how often it stopped all threads, why, and for how long.
///
/// @param longestMillis of all stops, also those that collect nothing
/// @param full the causes of full collections, and how often each was one
/// @param counts how often it stopped, by what for
record GcLog(
    double longestMillis,
    String longestCause,
    Map<String, Integer> full,
    Map<String, Integer> counts) {

  /// In the directory that the process runs in.
  static final String FILE = "gc.log";

  static final String OPTION = "-Xlog:gc,safepoint:file=" + FILE + ":uptime,tags:filecount=0";

  private static final Pattern FULL = Pattern.compile("GC\\(\\d+\\) Pause Full \\(([^()]*)\\)");
  private static final Pattern STOP = Pattern.compile("Safepoint \"([^\"]+)\".* Total: +(\\d+) ns");

  static GcLog of(List<String> lines) {
    var full = new TreeMap<String, Integer>();
    var counts = new TreeMap<String, Integer>();
    var longest = 0.0;
    var longestCause = "none";
    for (var line : lines) {
      var collected = FULL.matcher(line);
      if (collected.find()) {
        full.merge(collected.group(1), 1, Integer::sum);
      }
      var stop = STOP.matcher(line);
      if (stop.find()) {
        counts.merge(stop.group(1), 1, Integer::sum);
        var millis = Long.parseLong(stop.group(2)) / 1e6;
        if (millis > longest) {
          longest = millis;
          longestCause = stop.group(1);
        }
      }
    }
    return new GcLog(longest, longestCause, full, counts);
  }
}

package dev.parterre.paxos.crash;

import dev.parterre.paxos.members.NodeId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where a process is made to end.
///
/// @param times how often it comes to the point; the last time, it ends
/// @param only at the last time, only messages to these nodes are still sent; empty: to all nodes
public record CrashPlan(CrashPoint point, int times, Optional<Set<NodeId>> only) {

  public CrashPlan {
    only = only.map(Set::copyOf);
    if (times < 1) {
      throw new IllegalArgumentException("a crash cannot come at time " + times);
    }
  }

  public CrashPlan(CrashPoint point) {
    this(point, 1, Optional.empty());
  }

  /// Reads, for example, `AFTER_ACCEPT`, `AFTER_ACCEPT:2` or `AFTER_ACCEPT:2:only=2,3`.
  ///
  /// @throws IllegalArgumentException when the text is not a plan
  public static CrashPlan parse(String text) {
    var parts = text.split(":", -1);
    if (parts.length > 3 || (parts.length == 3 && !parts[2].startsWith("only="))) {
      throw new IllegalArgumentException("not a crash point: " + text);
    }
    var times = parts.length > 1 ? Integer.parseInt(parts[1]) : 1;
    var only = parts.length > 2 ? Optional.of(nodes(parts[2])) : Optional.<Set<NodeId>>empty();
    return new CrashPlan(CrashPoint.valueOf(parts[0]), times, only);
  }

  private static Set<NodeId> nodes(String only) {
    return Arrays.stream(only.substring("only=".length()).split(","))
        .map(id -> new NodeId(Integer.parseInt(id)))
        .collect(Collectors.toSet());
  }
}

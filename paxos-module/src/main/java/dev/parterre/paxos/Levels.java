package dev.parterre.paxos;

import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.members.NodeId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which format levels the members read, by their own word, and whether the cluster may go up to
/// the next. Only the event loop's thread comes here.
final class Levels {

  private static final long AGAIN_MILLIS = 1_000;

  private final NodeId self;
  private final int newest;
  private final Map<NodeId, Integer> said = new HashMap<>();
  private long askableAt = Long.MIN_VALUE;

  /// @param newest that this node reads
  Levels(NodeId self, int newest) {
    this.self = self;
    this.newest = newest;
  }

  /// A peer connected, and says that it reads levels up to this one. It says so anew each time it
  /// connects, and so whenever it comes back with another program.
  void said(NodeId peer, int level) {
    said.put(peer, level);
  }

  /// What a leader has decided next: the newest level that all members read; empty if that is none
  /// above today's, if a member has not been heard, or if it was asked for a moment ago.
  ///
  /// @param members all of today's, and those that are about to be
  Optional<Directive> toRaise(int level, Collection<NodeId> members, long nowMillis) {
    if (level >= newest || nowMillis < askableAt) {
      return Optional.empty();
    }
    var common = newest;
    for (var member : members) {
      var reads = member.equals(self) ? newest : said.getOrDefault(member, FormatLevel.FIRST);
      common = Math.min(common, reads);
    }
    if (common <= level) {
      return Optional.empty();
    }
    askableAt = nowMillis + AGAIN_MILLIS;
    return Optional.of(new Directive.RaiseLevel(common));
  }
}

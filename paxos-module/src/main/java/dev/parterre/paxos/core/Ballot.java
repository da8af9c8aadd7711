package dev.parterre.paxos.core;

import dev.parterre.paxos.members.NodeId;
import java.util.Comparator;

/// A ballot number: (round, node), ordered lexicographically, so that no two leaders share one
/// (*Paxos Made Moderately Complex*, section 2.2). [#NONE] lies below every ballot of a leader.
public record Ballot(long round, NodeId node) implements Comparable<Ballot> {

  /// Below every ballot that a leader can use.
  public static final Ballot NONE = new Ballot(0, new NodeId(0));

  private static final Comparator<Ballot> ORDER =
      Comparator.comparingLong(Ballot::round).thenComparing(Ballot::node);

  /// The lowest ballot of `leader` above this one.
  public Ballot nextFor(NodeId leader) {
    return new Ballot(round + 1, leader);
  }

  public boolean isAbove(Ballot other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Ballot other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return round + "." + node;
  }
}

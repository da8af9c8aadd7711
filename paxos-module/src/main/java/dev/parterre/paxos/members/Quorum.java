package dev.parterre.paxos.members;

import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;

/// Enough of the members. Two majorities share a member, which is all that Paxos requires of
/// quorums.
///
/// @param size how many members are enough
public record Quorum(Set<NodeId> members, int size) {

  public Quorum {
    members = Set.copyOf(members);
    if (size < 1 || size > Math.max(1, members.size())) {
      throw new IllegalArgumentException("a quorum of " + size + " among " + members.size());
    }
  }

  public static Quorum majorityOf(Set<NodeId> members) {
    return new Quorum(members, members.size() / 2 + 1);
  }

  public boolean isMetBy(Collection<NodeId> nodes) {
    return isMetBy(nodes::contains);
  }

  /// Whether this holds for enough members.
  public boolean isMetBy(Predicate<NodeId> holds) {
    var count = 0;
    for (var member : members) {
      if (holds.test(member) && ++count >= size) {
        return true;
      }
    }
    return false;
  }

  /// Whether each quorum of this kind shares a member with each of the other.
  public boolean intersects(Quorum other) {
    return size + other.size > members.size();
  }
}

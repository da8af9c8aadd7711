package dev.parterre.paxos.members;

import java.util.List;

/// Who founded a cluster, and with which quorums. All replicas of a cluster must agree on this, or
/// they would count different quorums. Addresses are left out: replicas may reach each other at
/// different ones.
///
/// @param ids in order; empty if they are not known
public record Founders(List<NodeId> ids, int electing, int accepting) {

  public static final Founders UNKNOWN = new Founders(List.of(), 0, 0);

  public Founders {
    ids = ids.stream().sorted().toList();
  }

  static Founders of(Membership membership) {
    var ids = List.copyOf(membership.ids());
    return new Founders(ids, membership.electing().size(), membership.accepting().size());
  }

  public boolean areKnown() {
    return !ids.isEmpty();
  }

  /// Whether both are known, and differ.
  public boolean contradict(Founders others) {
    return areKnown() && others.areKnown() && !equals(others);
  }

  /// As in "founded by 1, 2, 3".
  @Override
  public String toString() {
    return String.join(", ", ids.stream().map(NodeId::toString).toList())
        + " (quorums of "
        + electing
        + " and "
        + accepting
        + ")";
  }
}

package dev.parterre.paxos.members;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Who decides a slot, and how many of them make a quorum in each phase of Paxos.
///
/// @param addresses of the members, at which the others reach them; the core never interprets them
/// @param electing the quorum of phase 1
/// @param accepting the quorum of phase 2; shares a member with every electing quorum
public record Membership(Map<NodeId, String> addresses, Quorum electing, Quorum accepting) {

  /// Nobody is a member, so nobody can be elected: what a node knows before it has learned
  /// anything.
  public static final Membership NOBODY =
      new Membership(Map.of(), new Quorum(Set.of(), 1), new Quorum(Set.of(), 1));

  public Membership {
    addresses = Map.copyOf(addresses);
    if (!electing.members().equals(addresses.keySet())
        || !accepting.members().equals(addresses.keySet())) {
      throw new IllegalArgumentException("the quorums are not of the members");
    }
    if (!electing.intersects(accepting)) {
      throw new IllegalArgumentException("the quorums of the two phases need not intersect");
    }
  }

  /// Majorities in both phases.
  public static Membership of(Map<NodeId, String> addresses) {
    var majority = Quorum.majorityOf(addresses.keySet());
    return new Membership(addresses, majority, majority);
  }

  /// Flexible quorums (Howard, Malkhi and Spiegelman, 2016).
  ///
  /// @throws IllegalArgumentException unless `electing` and `accepting` add up to more than the
  ///   number of members
  public static Membership of(Map<NodeId, String> addresses, int electing, int accepting) {
    var ids = addresses.keySet();
    return new Membership(addresses, new Quorum(ids, electing), new Quorum(ids, accepting));
  }

  public Set<NodeId> ids() {
    return electing.members();
  }

  public boolean contains(NodeId node) {
    return addresses.containsKey(node);
  }

  /// Whether the members for which this holds are enough for both phases.
  public boolean isAble(Predicate<NodeId> which) {
    return electing.isMetBy(which) && accepting.isMetBy(which);
  }

  /// These members after the change. Majorities stay majorities. Of flexible quorums, the accepting
  /// one keeps its size if there are enough members, and the electing one is adjusted to it.
  public Membership after(Change change) {
    var next = new TreeMap<>(addresses);
    switch (change) {
      case Change.Add(var id, var address) -> next.put(id, address);
      case Change.Remove(var id) -> next.remove(id);
      case Change.Replace(var gone, var id, var address) -> {
        next.remove(gone);
        next.put(id, address);
      }
    }
    var majority = addresses.size() / 2 + 1;
    if (electing.size() == majority && accepting.size() == majority) {
      return of(next);
    }
    var enough = Math.min(accepting.size(), next.size());
    return of(next, next.size() - enough + 1, enough);
  }
}

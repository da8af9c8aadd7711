package dev.parterre.paxos.core;

import static java.util.Comparator.comparing;

import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Phase 1 of one ballot: gathers promises (*PMMC*, figure 6b; there a thread, here a record).
record Scout(Ballot ballot, long startedAt, Map<NodeId, Promise> promises) {

  Scout(Ballot ballot, long startedAt) {
    this(ballot, startedAt, new HashMap<>());
  }

  /// Counts a promise, if it is for exactly this ballot.
  void count(NodeId from, Promise promise) {
    if (promise.ballot().equals(ballot)) {
      promises.put(from, promise);
    }
  }

  /// Whether an electing quorum of each membership promised. A promise covers all slots, so this
  /// may be asked again when it becomes known that another membership decides some of them.
  boolean isElectedBy(Collection<Membership> rulings) {
    return rulings.stream().allMatch(it -> it.electing().isMetBy(promises.keySet()));
  }

  /// Everything up to here is known to be decided by one of them: nothing is proposed there.
  Slot decided() {
    return promises.values().stream().map(Promise::decided).reduce(Slot.NONE, Slot::max);
  }

  /// The node that can send all decisions up to [#decided].
  NodeId teacher() {
    return promises.entrySet().stream()
        .max(comparing(entry -> entry.getValue().decided()))
        .map(Map.Entry::getKey)
        .orElse(ballot.node());
  }

  /// *pmax*: what was accepted after [#decided], for each slot under the highest ballot. It may
  /// have been chosen, so nothing else may be proposed there (**P2c**).
  TreeMap<Slot, PValue> adopted() {
    var adopted = new TreeMap<Slot, PValue>();
    var decided = decided();
    promises.values().stream()
        .map(Promise::accepted)
        .flatMap(List::stream)
        .filter(pvalue -> pvalue.slot().isAfter(decided))
        .forEach(pvalue -> adopted.merge(pvalue.slot(), pvalue, Scout::higher));
    return adopted;
  }

  private static PValue higher(PValue a, PValue b) {
    return a.ballot().isAbove(b.ballot()) ? a : b;
  }
}

package dev.parterre.paxos.lesson;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What no node sees: which values are chosen, whether anybody knows it or not. Stops the lesson if
/// two nodes ever decide two values for one slot.
final class Ledger {

  private record Vote(Slot slot, Ballot ballot) {}

  private final Map<Vote, Set<NodeId>> votes = new HashMap<>();
  private final TreeMap<Slot, Proposal> chosen = new TreeMap<>();
  private final TreeMap<Slot, Membership> rulings = new TreeMap<>();
  private Memberships memberships;
  private Slot counted = Slot.NONE;

  Ledger(Membership founders) {
    memberships = Memberships.foundedBy(founders);
    rulings.put(Slot.NONE, founders);
  }

  /// A node's disk holds that it accepted this. With a quorum of disks the value is chosen.
  ///
  /// @return whether it is chosen by that, and was not before
  boolean forced(NodeId node, PValue pvalue) {
    var vote = new Vote(pvalue.slot(), pvalue.ballot());
    var voters = votes.computeIfAbsent(vote, _ -> new HashSet<>());
    voters.add(node);
    var ruling = rulings.floorEntry(pvalue.slot()).getValue();
    return ruling.accepting().isMetBy(voters)
        && choose(new Decision(pvalue.slot(), pvalue.proposal()));
  }

  /// A node takes this for decided.
  void decided(NodeId node, Decision decision) {
    if (choose(decision)) {
      throw new LessonException(
          "node " + node + " takes " + Wording.of(decision) + " for decided, which is not chosen");
    }
  }

  private boolean choose(Decision decision) {
    var before = chosen.putIfAbsent(decision.slot(), decision.proposal());
    if (before != null && !before.equals(decision.proposal())) {
      throw new LessonException(
          "agreement is broken in slot "
              + decision.slot()
              + ": "
              + Wording.of(before)
              + " and "
              + Wording.of(decision.proposal()));
    }
    followChanges();
    return before == null;
  }

  private void followChanges() {
    for (var next = counted.next(); chosen.containsKey(next); next = counted.next()) {
      memberships = new Decision(next, chosen.get(next)).after(memberships);
      rulings.put(memberships.latestFrom(), memberships.latest());
      counted = next;
    }
  }

  @Nullable Proposal chosenIn(Slot slot) {
    return chosen.get(slot);
  }

  TreeMap<Slot, Proposal> chosen() {
    return chosen;
  }

  /// Who accepted it, on disk.
  Set<NodeId> voters(Slot slot, Ballot ballot) {
    return votes.getOrDefault(new Vote(slot, ballot), Set.of());
  }
}

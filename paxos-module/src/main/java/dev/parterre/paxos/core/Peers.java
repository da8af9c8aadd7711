package dev.parterre.paxos.core;

import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was last heard from the others: for operators to see, and for choosing whom to ask. No
/// decision depends on it.
final class Peers {

  private final Settings settings;
  private final Map<NodeId, Long> heardAt = new HashMap<>();
  private final Map<NodeId, Slot> decided = new HashMap<>();
  private int turns;

  Peers(Settings settings) {
    this.settings = settings;
  }

  void heard(NodeId peer, long nowMillis) {
    heardAt.put(peer, nowMillis);
  }

  void knows(NodeId peer, Slot slot) {
    decided.merge(peer, slot, Slot::max);
  }

  void lost(NodeId peer) {
    heardAt.remove(peer);
  }

  /// Heard lately; a node always reaches itself.
  boolean isReachable(NodeId peer, long nowMillis) {
    var heard = peer.equals(settings.self()) ? Long.valueOf(nowMillis) : heardAt.get(peer);
    return heard != null && nowMillis - heard < 2L * settings.silenceMillis();
  }

  /// Every node ever heard from, members or not: they may know of a change that this node does not.
  Set<NodeId> everHeard() {
    return heardAt.keySet();
  }

  /// Whether it ever said how far it knows the log to be decided.
  boolean hasTold(NodeId peer) {
    return decided.containsKey(peer);
  }

  Slot decidedBy(NodeId peer) {
    return decided.getOrDefault(peer, Slot.NONE);
  }

  /// Of the peers that are heard, the one known to have decided the most. While none is heard, each
  /// of them in turn.
  ///
  /// @param asked none of these is chosen; while no peer is heard, none at all if any was asked
  Optional<NodeId> mostKnowing(List<NodeId> peers, Set<NodeId> asked, long nowMillis) {
    var heard = peers.stream().filter(peer -> isReachable(peer, nowMillis)).toList();
    if (heard.isEmpty() && asked.isEmpty() && !peers.isEmpty()) {
      return Optional.of(peers.get(Math.floorMod(turns++, peers.size())));
    }
    return heard.stream()
        .filter(peer -> !asked.contains(peer))
        .max(Comparator.comparing(this::decidedBy));
  }
}

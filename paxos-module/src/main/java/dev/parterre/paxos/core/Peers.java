package dev.parterre.paxos.core;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// What was last heard of the others: for an operator's eye and for choosing whom to ask. Nothing
/// that is decided depends on it.
final class Peers {

  private final Settings settings;
  private final Map<NodeId, Long> heardAt = new HashMap<>();
  private final Map<NodeId, Slot> decided = new HashMap<>();

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

  boolean isReachable(NodeId peer, long nowMillis) {
    var heard = heardAt.get(peer);
    return heard != null && nowMillis - heard < 2L * settings.silenceMillis();
  }

  Slot decidedBy(NodeId peer) {
    return decided.getOrDefault(peer, Slot.NONE);
  }

  /// Who is known to have decided the most: to be asked when no leader is there.
  NodeId mostKnowing() {
    return settings.peers().stream()
        .max(Comparator.comparing(this::decidedBy))
        .orElse(settings.self());
  }
}

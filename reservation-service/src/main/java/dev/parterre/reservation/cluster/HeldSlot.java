package dev.parterre.reservation.cluster;

import dev.parterre.paxos.NodeObserver;
import dev.parterre.paxos.members.Slot;
import java.util.Optional;

/// Remembers whether this replica is held at a slot, for its health indicator.
final class HeldSlot implements NodeObserver {

  private volatile Optional<String> clause = Optional.empty();

  @Override
  public void held(Slot slot, Throwable cause) {
    clause = Optional.of("held at slot " + slot + ", which cannot be applied: " + cause);
  }

  @Override
  public void released() {
    clause = Optional.empty();
  }

  Optional<String> clause() {
    return clause;
  }
}

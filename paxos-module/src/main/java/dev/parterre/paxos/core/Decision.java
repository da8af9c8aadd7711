package dev.parterre.paxos.core;

import dev.parterre.paxos.core.Proposal.Reconfigure;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.Slot;

/// A slot and what was chosen for it: the same on every replica, forever (**R1**).
public record Decision(Slot slot, Proposal proposal) {

  /// What is known about the members once this is decided.
  public Memberships after(Memberships before) {
    return proposal instanceof Reconfigure(var change) ? before.after(slot, change) : before;
  }
}

package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Slot;

/// A ballot, a slot and what that ballot's leader proposes for it (*PMMC*, section 2.3).
public record PValue(Ballot ballot, Slot slot, Proposal proposal) {}

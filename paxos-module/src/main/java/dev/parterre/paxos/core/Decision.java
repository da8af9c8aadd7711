package dev.parterre.paxos.core;

/// A slot and what was chosen for it: the same on every replica, for ever (**R1**).
public record Decision(Slot slot, Proposal proposal) {}

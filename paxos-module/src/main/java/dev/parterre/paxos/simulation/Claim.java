package dev.parterre.paxos.simulation;

import java.util.UUID;

/// What a node says about its own disk.
///
/// @param swapped whether it is not what the node forced; the node does not know this, and does not
///   say it
record Claim(UUID storage, long incarnation, long forcedThrough, boolean swapped) {}

package dev.parterre.paxos.simulation;

import java.util.UUID;

/// What a node says of its own disk.
///
/// @param swapped whether it is not what the node forced; the node does not know, nor say it
record Claim(UUID storage, long incarnation, long forcedThrough, boolean swapped) {}

package dev.parterre.paxos.core;

/// The two clocks of a node, read once a turn.
///
/// @param millis monotonic, from an arbitrary start: for timeouts
/// @param wallMillis since the Unix epoch; may be wrong and may jump, so it is only a hint
public record Time(long millis, long wallMillis) {}

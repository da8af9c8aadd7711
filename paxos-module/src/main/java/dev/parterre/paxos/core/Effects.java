package dev.parterre.paxos.core;

import java.util.List;

/// What one step wants done. The components stand in the order in which they are carried out.
///
/// @param now may be sent at once: it commits this node to nothing
/// @param writes to be appended to the log, and forced if any of them binds
/// @param afterForce may be sent only when every write so far is durable: others will rely on it
/// @param decisions to be applied, in slot order without gaps
/// @param notices for the event loop itself
public record Effects(
    List<Envelope> now,
    List<LogRecord> writes,
    List<Envelope> afterForce,
    List<Decision> decisions,
    List<Notice> notices) {}

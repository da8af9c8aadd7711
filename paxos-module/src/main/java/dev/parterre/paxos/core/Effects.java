package dev.parterre.paxos.core;

import java.util.List;

/// What one step wants done. The order of the members is the order of doing.
///
/// @param now may leave at once: it binds nobody
/// @param writes to be appended to the log, and forced if any of them binds
/// @param afterForce may leave only when every write so far is durable: what others will rely on
/// @param decisions to be applied, in slot order without gaps
/// @param notices for the loop itself
public record Effects(
    List<Envelope> now,
    List<LogRecord> writes,
    List<Envelope> afterForce,
    List<Decision> decisions,
    List<Notice> notices) {}

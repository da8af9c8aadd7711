/// The consensus core, after *Paxos Made Moderately Complex*: deterministic, without I/O, clock,
/// dice, thread or logger. The same inputs give the same effects.
@NullMarked
package dev.parterre.paxos.core;

import org.jspecify.annotations.NullMarked;

/// Ends a process at a named place, for tests. Off unless it is asked for.
@NullMarked
package dev.parterre.paxos.crash;

import org.jspecify.annotations.NullMarked;

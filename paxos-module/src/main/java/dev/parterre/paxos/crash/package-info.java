/// Ends a process at a named point, for tests. A node that is handed nothing of it never crashes.
@NullMarked
package dev.parterre.paxos.crash;

import org.jspecify.annotations.NullMarked;

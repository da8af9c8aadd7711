/// What a snapshot is to the log, which keeps it, and to the transport, which carries it.
@NullMarked
package dev.parterre.paxos.snapshot;

import org.jspecify.annotations.NullMarked;

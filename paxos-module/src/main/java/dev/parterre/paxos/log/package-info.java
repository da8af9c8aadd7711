/// Keeps log records and snapshots across crashes, and remembers the peers' disks.
@NullMarked
package dev.parterre.paxos.log;

import org.jspecify.annotations.NullMarked;

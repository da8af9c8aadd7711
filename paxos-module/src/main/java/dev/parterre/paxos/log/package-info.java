/// Keeps log records through a crash.
@NullMarked
package dev.parterre.paxos.log;

import org.jspecify.annotations.NullMarked;

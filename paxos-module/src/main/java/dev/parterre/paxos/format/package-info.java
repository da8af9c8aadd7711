/// The encoding of the core's values: one format for the disk and the wire.
@NullMarked
package dev.parterre.paxos.format;

import org.jspecify.annotations.NullMarked;

/// The bytes of core's values, one format for the disk and for the wire.
@NullMarked
package dev.parterre.paxos.format;

import org.jspecify.annotations.NullMarked;

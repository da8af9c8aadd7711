/// Values as bytes, written and read again, for whoever has a format: this module's, and that of a
/// state machine.
@NullMarked
package dev.parterre.paxos.bytes;

import org.jspecify.annotations.NullMarked;

/// Who decides which slot, and how many make a quorum: values that every role uses.
@NullMarked
package dev.parterre.paxos.members;

import org.jspecify.annotations.NullMarked;

/// Who decides which slot, and how many of them are enough: values, which every role goes by.
@NullMarked
package dev.parterre.paxos.members;

import org.jspecify.annotations.NullMarked;

/// What a snapshot is to those who keep it and to those who carry it.
@NullMarked
package dev.parterre.paxos.snapshot;

import org.jspecify.annotations.NullMarked;

/// The door: [PaxosNode] and what it asks of its embedder, and the one event loop behind it.
@NullMarked
package dev.parterre.paxos;

import org.jspecify.annotations.NullMarked;

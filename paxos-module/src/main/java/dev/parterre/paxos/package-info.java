/// The entrance to the library: [PaxosNode], what it needs from its embedder, and the event loop
/// behind it.
@NullMarked
package dev.parterre.paxos;

import org.jspecify.annotations.NullMarked;

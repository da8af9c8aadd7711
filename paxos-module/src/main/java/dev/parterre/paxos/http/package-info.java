/// Carries envelopes and snapshots between replicas over HTTP; may lose them.
@NullMarked
package dev.parterre.paxos.http;

import org.jspecify.annotations.NullMarked;

package dev.parterre.paxos.http;

import dev.parterre.paxos.http.Transport.Inbox;
import dev.parterre.paxos.members.NodeId;

/// This node, as every part of its transport needs it.
record Node(NodeId id, Secret secret, LocalDisk disk, Inbox inbox, WireListener listener) {

  /// What is said of its disk now.
  Claim claim() {
    return new Claim(disk.storage(), disk.incarnation(), disk.forcedThrough().getAsLong());
  }
}

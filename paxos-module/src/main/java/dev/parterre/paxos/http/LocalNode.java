package dev.parterre.paxos.http;

import dev.parterre.paxos.http.Transport.Inbox;
import dev.parterre.paxos.members.NodeId;

/// This node, as every part of its transport needs it.
record LocalNode(NodeId id, Secret secret, LocalDisk disk, Inbox inbox, WireListener listener) {

  /// What is said of its disk now.
  Claim claim() {
    return new Claim(
        disk.storage(),
        disk.incarnation(),
        disk.forcedThrough().getAsLong(),
        disk.founders().get());
  }

  /// Whether a peer belongs to a cluster that was founded by others, though it has the same name:
  /// neither may count the other's votes. It is told.
  boolean contradicts(NodeId peer, Claim claim) {
    var own = disk.founders().get();
    if (!own.contradict(claim.founders())) {
      return false;
    }
    listener.otherFounders(
        peer,
        "replica %s says that the cluster was founded by %s, this one by %s"
            .formatted(peer, claim.founders(), own));
    return true;
  }
}

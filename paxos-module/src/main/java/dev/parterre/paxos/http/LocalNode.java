package dev.parterre.paxos.http;

import dev.parterre.paxos.http.Transport.Inbox;
import dev.parterre.paxos.members.NodeId;

/// This node, as the parts of its transport need it.
///
/// @param level the newest format level that its program reads
record LocalNode(
    NodeId id, Secret secret, int level, LocalDisk disk, Inbox inbox, WireListener listener) {

  /// What it says about its disk now.
  Claim claim() {
    return new Claim(
        disk.storage(),
        disk.incarnation(),
        disk.forcedThrough().getAsLong(),
        disk.founders().get());
  }

  /// Whether a peer belongs to a cluster with the same name but other founders: neither may count
  /// the other's votes. If so, reports it.
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

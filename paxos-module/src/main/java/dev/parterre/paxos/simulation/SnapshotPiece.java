package dev.parterre.paxos.simulation;

import dev.parterre.paxos.http.Transport.Inbox;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;

/// One exchange in which a node fetches some of a peer's snapshot.
record SnapshotPiece(NodeId peer, Snapshots from, Snapshots to, Inbox inbox, Counters counters) {

  /// @return whether there is more to ask for
  boolean isMoreToCome(Snapshot snapshot, int maxBytes) {
    try {
      var bytes = from.read(snapshot, to.received(snapshot), maxBytes);
      if (bytes == null) {
        inbox.gone(peer, snapshot);
        return false;
      }
      if (bytes.length > 0) {
        to.receive(snapshot, bytes);
        return true;
      }
      if (to.adopt(snapshot)) {
        inbox.fetched(snapshot);
      }
      return false;
    } catch (IOException failure) {
      counters.count(Sometimes.FETCH_NOT_KEPT);
      return false;
    }
  }
}

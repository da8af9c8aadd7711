package dev.parterre.paxos;

import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Chooses which snapshot of which peer this node fetches, while it is behind and is offered one
/// after another. Used by the event loop's thread only.
final class Fetching {

  /// A transfer that brought nothing over so many offers is given up for a newer snapshot: offers
  /// come in as long as any link works.
  private static final int STALLED_OFFERS = 5;

  private final Snapshots snapshots;
  private @Nullable Offer begun;
  private long received;
  private int stalled;
  private boolean lost;

  /// @param peer the node that has that snapshot
  record Offer(NodeId peer, Snapshot snapshot) {}

  Fetching(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /// What to fetch, now that this is offered: the transfer that was begun before is continued as
  /// long as bytes come in. Otherwise this node could never catch up with a peer that takes
  /// snapshots faster than one can be fetched, nor with several peers that each offer a different
  /// one.
  Offer choose(Offer offered, Slot applied) throws IOException {
    var before = begunBefore(offered);
    if (before == null || !before.snapshot.slot().isAfter(applied)) {
      return offered;
    }
    var bytes = snapshots.received(before.snapshot);
    stalled = bytes > received ? 0 : stalled + 1;
    received = bytes;
    return bytes > 0 && stalled < STALLED_OFFERS && !lost ? before : offered;
  }

  /// A transfer that an earlier process began is continued from whichever peer offers a snapshot.
  private @Nullable Offer begunBefore(Offer offered) throws IOException {
    if (begun == null) {
      var incoming = snapshots.incoming();
      return incoming == null ? null : new Offer(offered.peer, incoming);
    }
    return begun.snapshot.equals(offered.snapshot) ? offered : begun;
  }

  /// This transfer is under way now, and no other.
  void began(Offer offer) throws IOException {
    if (!offer.equals(begun)) {
      begun = offer;
      received = snapshots.received(offer.snapshot);
      stalled = 0;
      lost = false;
    }
  }

  /// The peer no longer has the snapshot.
  void gone(Offer offer) {
    lost |= offer.equals(begun);
  }
}

package dev.parterre.paxos;

import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Which snapshot of which peer this node fetches while it is behind, and is offered one after
/// another. Confined to the event loop.
final class Fetching {

  /// A transfer that brought nothing between so many offers is given up for a newer snapshot:
  /// offers come as long as some link works.
  private static final int STALLED_OFFERS = 5;

  private final Snapshots snapshots;
  private @Nullable Offer begun;
  private long received;
  private int stalled;
  private boolean lost;

  /// @param peer has that snapshot
  record Offer(NodeId peer, Snapshot snapshot) {}

  Fetching(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /// What to fetch now that this is offered: what was begun before, and from there, as long as
  /// something of it comes in. A peer that takes snapshots faster than one can be fetched would
  /// otherwise never be caught up with; nor would several peers that offer a different one each.
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

  /// A transfer that the last process began goes on at whichever peer offers something.
  private @Nullable Offer begunBefore(Offer offered) throws IOException {
    if (begun == null) {
      var incoming = snapshots.incoming();
      return incoming == null ? null : new Offer(offered.peer, incoming);
    }
    return begun.snapshot.equals(offered.snapshot) ? offered : begun;
  }

  /// That is being fetched now, and nothing else.
  void began(Offer offer) throws IOException {
    if (!offer.equals(begun)) {
      begun = offer;
      received = snapshots.received(offer.snapshot);
      stalled = 0;
      lost = false;
    }
  }

  /// Its peer no longer has it.
  void gone(Offer offer) {
    lost |= offer.equals(begun);
  }
}

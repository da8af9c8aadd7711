package dev.parterre.paxos;

import dev.parterre.paxos.http.DiskVerdict;
import dev.parterre.paxos.members.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the peers have said about this node's disk since it started. A node that lost its disk, or
/// got an old copy of it, has forgotten votes and must not vote; but a single peer may be mistaken.
///
/// - A peer's first opinion counts. One that accepted this process before and objects later
///   contradicts itself: the disk cannot have been changed in the meantime.
/// - It is safe to go on when more peers knew this very disk before this process started than
///   object to it. Until it is safe, nothing is sent or done; after a while, the node stops.
final class Opinions {

  private final long patienceNanos;
  private final Map<NodeId, DiskVerdict> first = new HashMap<>();
  private @Nullable String clause;
  private volatile boolean disputed;
  private long disputedSinceNanos;

  Opinions(int patienceMillis) {
    patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
  }

  synchronized void heard(NodeId peer, DiskVerdict verdict, String why) {
    if (first.putIfAbsent(peer, verdict) == null) {
      if (verdict == DiskVerdict.OTHER && !disputed) {
        disputed = true;
        disputedSinceNanos = System.nanoTime();
        clause =
            "replica "
                + peer
                + " refuses this one: "
                + why
                + "; it must be replaced under a new id";
      }
      notifyAll();
    }
  }

  /// Blocks while the peers' opinions are divided.
  ///
  /// @return why this node must not go on; null when it may
  @Nullable String objection() {
    return disputed ? weigh() : null;
  }

  private synchronized @Nullable String weigh() {
    try {
      var left = patienceNanos - (System.nanoTime() - disputedSinceNanos);
      while (isOutvoted() && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = patienceNanos - (System.nanoTime() - disputedSinceNanos);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return isOutvoted() ? clause : null;
  }

  private boolean isOutvoted() {
    return count(DiskVerdict.KNOWN) <= count(DiskVerdict.OTHER);
  }

  private long count(DiskVerdict verdict) {
    return first.values().stream().filter(verdict::equals).count();
  }
}

package dev.parterre.paxos.core;

import java.util.Collection;

/// The time that holds end by: stamped on batches by the leader, the same on every replica.
///
/// It follows a *monotonic* clock from what was last known of it, so that no jump of a wall clock
/// ends anything early. A node that heard a leader's heartbeat carries that reading on by its own
/// monotonic clock; it can only lag behind the leader's. A new leader begins with its own reading,
/// unless another of its electing quorum read less: where nobody carries one on (all were down),
/// these are wall clocks, and one that runs ahead does no harm. From there it is drawn to the wall
/// clock by at most [#SLEW] of the time that passes.
final class ReplicatedClock {

  /// 1/2000 (500 ppm).
  static final int SLEW = 2000;

  private boolean carried;
  private long baseMillis;
  private long baseAt;
  private long lastStamp;

  /// The replicated time as this node carries it on; its wall clock, if it never heard of it.
  long reading(Time now) {
    var reading = carried ? baseMillis + now.millis() - baseAt : now.wallMillis();
    return Math.max(lastStamp, reading);
  }

  /// The leader said what it reads.
  void heard(long clockMillis, Time now) {
    carryOn(clockMillis, now);
  }

  /// A proposal with this stamp exists: no later one may be stamped earlier.
  void saw(Proposal proposal) {
    if (proposal instanceof Proposal.Batch(var stampMillis, _)) {
      lastStamp = Math.max(lastStamp, stampMillis);
    }
  }

  /// This node now stamps.
  ///
  /// @param others the readings of the others of an electing quorum, each as late as it can be now
  void lead(Collection<Long> others, Time now) {
    var lowest = others.stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    carryOn(Math.max(lastStamp, Math.min(reading(now), lowest)), now);
  }

  /// A stamp for a batch: never less than any before.
  long stamp(Time now) {
    slew(now);
    lastStamp = reading(now);
    return lastStamp;
  }

  private void slew(Time now) {
    var most = (now.millis() - baseAt) / SLEW;
    if (most > 0) {
      var reading = reading(now);
      var apart = now.wallMillis() - reading;
      carryOn(reading + Math.clamp(apart, -most, most), now);
    }
  }

  private void carryOn(long clockMillis, Time now) {
    carried = true;
    baseMillis = clockMillis;
    baseAt = now.millis();
  }
}

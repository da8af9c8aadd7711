package dev.parterre.paxos.core;

import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.Promise;
import java.util.Collection;

/// The time that holds end by: stamped on batches by the leader, the same on every replica.
///
/// It follows a *monotonic* clock from what was last known of it, so that no jump of a wall clock
/// ends anything early. A node that heard a leader's heartbeat carries that reading on by its own
/// monotonic clock; it can only lag behind the leader's. A new leader begins with the furthest of
/// the readings that its electing quorum carries on; where nobody carries one on (all were down),
/// with the lowest of their wall clocks: one that runs ahead does no harm. From there it is drawn
/// to the wall clock by at most [#SLEW] of the time that passes.
final class ReplicatedClock {

  /// 1/2000 (500 ppm).
  static final int SLEW = 2000;

  private boolean carried;
  private Ballot heardOf = Ballot.NONE;
  private long heardRound;
  private long baseMillis;
  private long baseAt;
  private long lastStamp;

  /// The replicated time as this node carries it on; its wall clock, if it never heard of it.
  long reading(Time now) {
    var reading = carried ? baseMillis + now.millis() - baseAt : now.wallMillis();
    return Math.max(lastStamp, reading);
  }

  /// Whether a leader told what it reads since this node started.
  boolean isCarried() {
    return carried;
  }

  /// The leader said what it reads. What it said before that, and comes only now, is too old.
  void heard(Heartbeat heartbeat, Time now) {
    var newer =
        heartbeat.ballot().isAbove(heardOf)
            || (heartbeat.ballot().equals(heardOf) && heartbeat.round() > heardRound);
    if (newer) {
      heardOf = heartbeat.ballot();
      heardRound = heartbeat.round();
      carryOn(heartbeat.clockMillis(), now);
    }
  }

  /// A proposal with this stamp exists: no later one may be stamped earlier.
  void saw(Proposal proposal) {
    switch (proposal) {
      case Proposal.Batch(var stampMillis, _) -> lastStamp = Math.max(lastStamp, stampMillis);
      case Proposal.Administer(Directive.AdvanceTime(var millis)) ->
          lastStamp = Math.max(lastStamp, millis);
      case Proposal.NoOp _, Proposal.Reconfigure _, Proposal.Administer _ -> {}
    }
  }

  /// This node now stamps.
  ///
  /// @param promises of an electing quorum
  void lead(Collection<Promise> promises, Time now) {
    var furthest = promises.stream().filter(Promise::carried).mapToLong(Promise::clockMillis).max();
    var lowest = promises.stream().mapToLong(Promise::clockMillis).min().orElse(now.wallMillis());
    var own = carried ? reading(now) : lastStamp;
    carryOn(Math.max(own, furthest.orElse(carried ? own : lowest)), now);
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

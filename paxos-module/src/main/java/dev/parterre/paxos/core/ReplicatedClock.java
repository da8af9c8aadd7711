package dev.parterre.paxos.core;

import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.Promise;
import java.util.Collection;

/// The time that holds end by: stamped on batches by the leader, the same on every replica.
///
/// It follows a *monotonic* clock from what was last known of it, so that no jump of a wall clock
/// ends anything early, and it never stands still. A node that heard a leader's heartbeat, or sees
/// a stamp above its own reading, carries that on by its own monotonic clock; it can only lag
/// behind the leader's. A new leader begins with the furthest of the readings that its electing
/// quorum carries on. Where nobody carries one on (all were down), nobody knows how long that was:
/// it begins with the lowest of their wall clocks, but not with more than a bounded gap after the
/// last stamp. From there it is drawn to the wall clock by at most [#SLEW] of the time that passes.
final class ReplicatedClock {

  /// 1/2000 (500 ppm).
  static final int SLEW = 2000;

  /// What a leader says that does not know the time yet.
  static final long UNKNOWN = 0;

  private boolean carried;
  private Ballot heardOf = Ballot.NONE;
  private long heardRound;
  private long baseMillis;
  private long baseAt;
  private long lastStamp;
  private long gapMillis = Rules.FIRST.restartGapMillis();

  void goBy(Rules rules) {
    gapMillis = rules.restartGapMillis();
  }

  /// The replicated time as this node carries it on; its wall clock, if it never heard of it and
  /// knows no later stamp.
  long reading(Time now) {
    var known = lastStamp == 0 ? 0 : carriedOn(now.millis());
    return carried ? carriedOn(now.millis()) : Math.max(known, now.wallMillis());
  }

  private long carriedOn(long millis) {
    return Math.max(lastStamp, baseMillis + millis - baseAt);
  }

  /// What a leader tells of it.
  long told(Time now) {
    return carried ? reading(now) : UNKNOWN;
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
    if (newer && heartbeat.clockMillis() != UNKNOWN) {
      heardOf = heartbeat.ballot();
      heardRound = heartbeat.round();
      carryOn(heartbeat.clockMillis(), now.millis());
    }
  }

  /// A proposal with this stamp exists: no later one may be stamped earlier, and the time was this
  /// far when it was stamped.
  void saw(Proposal proposal, Time now) {
    switch (proposal) {
      case Proposal.Batch(var stampMillis, _) -> saw(stampMillis, now);
      case Proposal.Administer(Directive.AdvanceTime(var millis)) -> saw(millis, now);
      case Proposal.NoOp _, Proposal.Reconfigure _, Proposal.Administer _ -> {}
    }
  }

  private void saw(long stampMillis, Time now) {
    if (stampMillis > lastStamp) {
      var behind = (!carried && lastStamp == 0) || stampMillis > carriedOn(now.millis());
      lastStamp = stampMillis;
      if (behind) {
        baseMillis = stampMillis;
        baseAt = now.millis();
      }
    }
  }

  /// This node now stamps, and knows every stamp before its own.
  ///
  /// @param promises of an electing quorum
  /// @param since the last of them came
  /// @return by how much the wall clocks are further ahead than what was added; 0 if they are not
  long lead(Collection<Promise> promises, long since, Time now) {
    var furthest = promises.stream().filter(Promise::carried).mapToLong(Promise::clockMillis).max();
    var lowest = promises.stream().mapToLong(Promise::clockMillis).min().orElse(lastStamp);
    var most = lastStamp == 0 ? lowest : Math.min(lowest, lastStamp + gapMillis);
    var resumed = !carried && furthest.isEmpty();
    var told = (resumed ? most : furthest.orElse(lastStamp)) + now.millis() - since;
    carryOn(carried ? Math.max(carriedOn(now.millis()), told) : told, now.millis());
    return resumed ? lowest - most : 0;
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
      carryOn(reading + Math.clamp(apart, -most, most), now.millis());
    }
  }

  private void carryOn(long clockMillis, long at) {
    carried = true;
    baseMillis = Math.max(lastStamp, clockMillis);
    baseAt = at;
  }
}

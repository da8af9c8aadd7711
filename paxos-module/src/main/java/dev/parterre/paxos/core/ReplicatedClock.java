package dev.parterre.paxos.core;

import static java.util.Comparator.naturalOrder;
import static java.util.function.BinaryOperator.maxBy;

import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.Promise;
import java.util.Collection;

/// The time by which holds end: stamped on batches by the leader, the same on every replica.
///
/// It follows a *monotonic* clock from its last known value, so that no jump of a wall clock ends
/// anything early, and it never stands still. A node that heard a leader's heartbeat, or knows a
/// decided stamp above its own reading, carries that value on by its own monotonic clock, a little
/// slower the longer it hears nothing, so that it can only lag behind the leader's. A stamp that
/// was only accepted counts for nothing unless a leader adopts it: it may never be chosen. A new
/// leader begins with the furthest of the readings that its electing quorum carries on from the
/// latest leader. Where no member carries one on (all were down), nobody knows for how long: the
/// leader begins with the lowest of their wall clocks, but at most a bounded gap after the last
/// stamp. A node outside that quorum may carry on a later time from an earlier leader; it no longer
/// counts. From there the clock is slewed towards the wall clock by at most one part in [#SLEW] of
/// the time that passes.
final class ReplicatedClock {

  /// 1/2000 (500 ppm): as much as operating systems slew a monotonic clock, too. So a leader's
  /// reading may run slow by twice that, and the clock of a node that carries it on fast by once
  /// that.
  static final int SLEW = 2000;

  /// What a leader announces that does not know the time yet.
  static final long UNKNOWN = 0;

  private Ballot toldBy = Ballot.NONE;
  private long heardRound;

  /// Before anything is known: older than any stamp, wherever a monotonic clock begins.
  private long baseMillis = Long.MIN_VALUE / 2;

  private long baseAt;
  private long toldAt;
  private long decidedStamp;
  private long lastStamp;
  private long gapMillis = Rules.FIRST.restartGapMillis();

  void goBy(Rules rules) {
    gapMillis = rules.restartGapMillis();
  }

  /// The replicated time as this node carries it on; its wall clock if no leader told it the time
  /// and it knows no later stamp.
  long reading(Time now) {
    var known = carriedOn(now.millis());
    return toldBy.equals(Ballot.NONE) ? Math.max(known, now.wallMillis()) : known;
  }

  private long carriedOn(long millis) {
    var unheard = millis - Math.max(baseAt, toldAt);
    return Math.max(lastStamp, baseMillis + millis - baseAt - 3 * unheard / SLEW);
  }

  /// The time that the leader of this ballot announces: none before [#lead]. What it announces is
  /// the replicated time itself, so its own clock does not run slower meanwhile.
  long told(Ballot own, Time now) {
    toldAt = toldBy.equals(own) ? now.millis() : toldAt;
    return toldBy.equals(own) ? reading(now) : UNKNOWN;
  }

  /// The leader, possibly this node, whose time this node has carried on since it started; or
  /// [Ballot#NONE].
  Ballot toldBy() {
    return toldBy;
  }

  /// A leader announced its reading. One that was sent earlier and arrives late is ignored.
  void heard(Heartbeat heartbeat, Time now) {
    var ahead = heartbeat.ballot().compareTo(toldBy);
    var newer = ahead > 0 || (ahead == 0 && heartbeat.round() > heardRound);
    if (newer && heartbeat.clockMillis() != UNKNOWN) {
      heardRound = heartbeat.round();
      lastStamp = decidedStamp;
      carryOn(heartbeat.ballot(), heartbeat.clockMillis(), now.millis());
    }
  }

  /// A proposal with this stamp is decided: no later one may carry an earlier stamp, and the
  /// replicated time had reached this one.
  void decided(Proposal proposal, Time now) {
    decidedStamp = Math.max(decidedStamp, proposal.stampMillis());
    proposed(proposal, now);
  }

  /// This node proposes it as the leader: as long as it leads, that is as good as decided.
  void proposed(Proposal proposal, Time now) {
    if (proposal.stampMillis() > carriedOn(now.millis())) {
      baseMillis = proposal.stampMillis();
      baseAt = now.millis();
    }
  }

  /// From now on this node stamps; it knows everything that was decided before its own ballot.
  ///
  /// @param promises of an electing quorum
  /// @param adopted the latest stamp among the adopted values that it proposes first; 0 if there is
  ///   none
  /// @param since when the last of the promises came in
  /// @return by how much the wall clocks are ahead of where the replicated time begins; 0 if they
  ///   are not
  long lead(Ballot ballot, Collection<Promise> promises, long adopted, long since, Time now) {
    lastStamp = decidedStamp;
    var latest = promises.stream().map(Promise::toldBy).reduce(toldBy, maxBy(naturalOrder()));
    var resumed = latest.equals(Ballot.NONE);
    var those = promises.stream().filter(promise -> promise.toldBy().equals(latest));
    var lowest = promises.stream().mapToLong(Promise::clockMillis).min().orElse(lastStamp);
    var known = Math.max(lastStamp, adopted);
    var most = known == 0 ? lowest : Math.min(lowest, known + gapMillis);
    var base = resumed ? most : those.mapToLong(Promise::clockMillis).max().orElse(lastStamp);
    var own = !resumed && latest.equals(toldBy) ? carriedOn(now.millis()) : lastStamp;
    carryOn(ballot, Math.max(own, base + now.millis() - since), now.millis());
    return resumed ? lowest - most : 0;
  }

  /// A stamp for a batch: never below an earlier one.
  long stamp(Time now) {
    slew(now);
    lastStamp = reading(now);
    return lastStamp;
  }

  private void slew(Time now) {
    var most = (now.millis() - baseAt) / SLEW;
    if (most > 0) {
      var reading = told(toldBy, now);
      carryOn(toldBy, reading + Math.clamp(now.wallMillis() - reading, -most, most), now.millis());
    }
  }

  private void carryOn(Ballot leader, long clockMillis, long at) {
    toldBy = leader;
    baseMillis = Math.max(lastStamp, clockMillis);
    baseAt = at;
  }
}

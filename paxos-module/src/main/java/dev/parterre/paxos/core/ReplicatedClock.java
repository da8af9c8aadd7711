package dev.parterre.paxos.core;

import static java.util.Comparator.naturalOrder;
import static java.util.function.BinaryOperator.maxBy;

import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.Promise;
import java.util.Collection;

/// The time that holds end by: stamped on batches by the leader, the same on every replica.
///
/// It follows a *monotonic* clock from what was last known of it, so that no jump of a wall clock
/// ends anything early, and it never stands still. A node that heard a leader's heartbeat, or knows
/// a decided stamp above its own reading, carries that on by its own monotonic clock, a little
/// slower the longer it hears nothing, so that it only lags behind the leader's. A stamp that was
/// only accepted counts for nothing unless a leader adopts it: it may never be chosen. A new leader
/// begins with the furthest of the readings that its electing quorum carries on from the latest
/// leader. Where nobody carries one on (all were down), nobody knows how long that was: it begins
/// with the lowest of their wall clocks, but not with more than a bounded gap after the last stamp.
/// Who was not among them may carry on more from an earlier leader; that no longer counts. From
/// there it is drawn to the wall clock by at most [#SLEW] of the time that passes.
final class ReplicatedClock {

  /// 1/2000 (500 ppm): as much as operating systems draw a monotonic clock, too. So a leader's
  /// reading may run slow by twice that, and the clock of whoever carries it on fast by once.
  static final int SLEW = 2000;

  /// What a leader says that does not know the time yet.
  static final long UNKNOWN = 0;

  private Ballot toldBy = Ballot.NONE;
  private long heardRound;

  /// Before anything is known it is older than any stamp, whatever a monotonic clock begins with.
  private long baseMillis = Long.MIN_VALUE / 2;

  private long baseAt;
  private long toldAt;
  private long decidedStamp;
  private long lastStamp;
  private long gapMillis = Rules.FIRST.restartGapMillis();

  void goBy(Rules rules) {
    gapMillis = rules.restartGapMillis();
  }

  /// The replicated time as this node carries it on; its wall clock, if it never heard of it and
  /// knows no later stamp.
  long reading(Time now) {
    var known = carriedOn(now.millis());
    return toldBy.equals(Ballot.NONE) ? Math.max(known, now.wallMillis()) : known;
  }

  private long carriedOn(long millis) {
    var unheard = millis - Math.max(baseAt, toldAt);
    return Math.max(lastStamp, baseMillis + millis - baseAt - 3 * unheard / SLEW);
  }

  /// What the leader of this ballot tells of it: nothing before [#lead]. What it tells is the time,
  /// so it does not run slower meanwhile.
  long told(Ballot own, Time now) {
    toldAt = toldBy.equals(own) ? now.millis() : toldAt;
    return toldBy.equals(own) ? reading(now) : UNKNOWN;
  }

  /// The leader that told what it carries on since this node started, itself for one; or
  /// [Ballot#NONE].
  Ballot toldBy() {
    return toldBy;
  }

  /// The leader said what it reads. What it said before that, and comes only now, is too old.
  void heard(Heartbeat heartbeat, Time now) {
    var ahead = heartbeat.ballot().compareTo(toldBy);
    var newer = ahead > 0 || (ahead == 0 && heartbeat.round() > heardRound);
    if (newer && heartbeat.clockMillis() != UNKNOWN) {
      heardRound = heartbeat.round();
      lastStamp = decidedStamp;
      carryOn(heartbeat.ballot(), heartbeat.clockMillis(), now.millis());
    }
  }

  /// A proposal with this stamp is decided: no later one may be stamped earlier, and the time was
  /// this far when it was stamped.
  void decided(Proposal proposal, Time now) {
    decidedStamp = Math.max(decidedStamp, proposal.stampMillis());
    proposed(proposal, now);
  }

  /// This node proposes it as a leader: as long as it leads, that is as if it were decided.
  void proposed(Proposal proposal, Time now) {
    if (proposal.stampMillis() > carriedOn(now.millis())) {
      baseMillis = proposal.stampMillis();
      baseAt = now.millis();
    }
  }

  /// This node now stamps, and knows all that was decided before its own ballot.
  ///
  /// @param promises of an electing quorum
  /// @param adopted the latest stamp of what this node is to propose first; 0 if there is none
  /// @param since the last of them came
  /// @return by how much the wall clocks are further ahead than what was added; 0 if they are not
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

  /// A stamp for a batch: never less than any before.
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

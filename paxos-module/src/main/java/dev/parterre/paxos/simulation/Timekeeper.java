package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.Prepare;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.members.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Checks the replicated time against the real one, which the nodes do not know: no alarm may ring
/// before its time has passed, and none much later, whatever wall clocks say.
final class Timekeeper {

  /// As in production; a node whose own timing is slower may take longer in proportion.
  private static final int LATE_MILLIS = 2000;

  private static final int PRODUCTION_SILENCE_MILLIS = 800;

  /// In silences after the last fault: by then there is a leader.
  private static final int LED_SILENCES = 6;

  /// By how much, at most, monotonic clocks are slewed towards wall clocks.
  private static final double SLEWED = 0.0005;

  /// How old the time that a leader told the next one may be when it arrives, for example over a
  /// narrow link.
  private static final int UNDER_WAY_MILLIS = 500;

  /// For how long nodes may not have heard a leader when they elect another; each such election
  /// makes the time lag further behind.
  private static final int UNHEARD_MILLIS = 5000;

  /// @param ballot of the last leader whose time was heard
  /// @param millis when that was
  private record Told(Ballot ballot, long millis) {}

  private record Stamped(long stampMillis, long command) {}

  /// @param begun how often the time may have begun anew by then
  private record Moment(long millis, int begun) {}

  /// @param earliest the earliest time at which it may have been stamped
  /// @param latest likewise, the latest
  private record Alarm(Moment earliest, Moment latest, long lengthMillis) {}

  private final World world;
  private final Setup setup;
  private final Map<Stamped, Moment> proposed = new HashMap<>();
  private final Map<Long, Moment> firstProposed = new HashMap<>();
  private final Map<Long, Alarm> alarms = new HashMap<>();
  private final Map<Long, Long> rungAt = new HashMap<>();
  private final Map<Ballot, Set<NodeId>> withoutTime = new HashMap<>();

  /// Whose time each candidate carried on when it asked for promises.
  private final Map<Ballot, Ballot> candidates = new HashMap<>();

  private final Map<NodeId, Told> told = new HashMap<>();
  private final Map<NodeId, Ballot> promises = new HashMap<>();
  private Ballot latestTold = Ballot.NONE;
  private long longestUnheardMillis = UNHEARD_MILLIS;
  private int begun;
  private long begunMillis;
  private long troubledUntilMillis;
  private long stoodStillMillis;
  private long heldUpMillis;
  private long longestPauseMillis;
  private int fewestMembers;
  private double fastest = 1 + SLEWED;
  private double slowest = 1 - SLEWED;

  Timekeeper(World world, Setup setup) {
    this.world = world;
    this.setup = setup;
    fewestMembers = setup.nodes();
  }

  /// Called when it is first proposed, just after it was stamped.
  void proposed(Proposal proposal) {
    if (proposal instanceof Batch(var stampMillis, var commands)) {
      for (var command : commands) {
        proposed.putIfAbsent(new Stamped(stampMillis, command.id().high()), now());
        firstProposed.putIfAbsent(command.id().high(), now());
      }
    }
  }

  private Moment now() {
    return new Moment(world.millis(), begun);
  }

  /// A leader says its time, and goes on from it.
  void says(NodeId leader, Heartbeat heartbeat) {
    if (heartbeat.clockMillis() > 0) {
      knows(leader, heartbeat.ballot());
    }
  }

  /// A node hears something. If it is a leader's time, it carries it on from then on, unless it has
  /// promised that it no longer listens to that leader.
  ///
  /// @param durablyPromised what the node has promised on its disk
  void heard(Envelope envelope, Ballot durablyPromised) {
    var promised = promises(envelope.to(), durablyPromised);
    if (envelope.message() instanceof Prepare(var ballot, _)) {
      promises(envelope.to(), ballot);
    } else if (envelope.message() instanceof Accept(var pvalue, _)) {
      promises(envelope.to(), pvalue.ballot());
    }
    if (envelope.message() instanceof Heartbeat heartbeat && heartbeat.clockMillis() > 0) {
      var ballot = heartbeat.ballot();
      latestTold = ballot.isAbove(latestTold) ? ballot : latestTold;
      if (!promised.isAbove(ballot)) {
        knows(envelope.to(), ballot);
      }
    }
  }

  private void knows(NodeId node, Ballot ballot) {
    var before = told.get(node);
    if (before == null || !before.ballot.isAbove(ballot)) {
      told.put(node, new Told(ballot, world.millis()));
    }
  }

  /// A node promised. The candidate's own promise is not seen here.
  void promised(NodeId node, Promise promise) {
    promises(node, promise.ballot());
    var none = promise.toldBy().equals(Ballot.NONE);
    if (!none) {
      carriedOn(node);
    }
    if ((none || latestTold.isAbove(promise.toldBy())) && !carriesOn(promise.ballot())) {
      promisedWithoutTime(node, promise.ballot());
    }
  }

  /// @return the highest ballot that the node has promised, or will
  private Ballot promises(NodeId node, Ballot ballot) {
    return promises.merge(node, ballot, (one, other) -> one.isAbove(other) ? one : other);
  }

  /// Whether the candidate itself carries on the time of the latest leader.
  private boolean carriesOn(Ballot candidate) {
    var own = candidates.get(candidate);
    return own != null && !own.equals(Ballot.NONE) && !latestTold.isAbove(own);
  }

  private void carriedOn(NodeId node) {
    var last = told.get(node);
    if (last != null) {
      longestUnheardMillis = Math.max(longestUnheardMillis, world.millis() - last.millis);
    }
  }

  /// A node restarts: it does not carry on what it heard in an earlier life.
  void started(NodeId node) {
    told.remove(node);
  }

  /// A node promised that does not carry on the time of the latest leader, because it was down or
  /// did not hear it. If so many do that an electing quorum may consist of such nodes only, the
  /// time begins anew, or an earlier leader's goes on. If members change, a quorum may be smaller.
  private void promisedWithoutTime(NodeId node, Ballot ballot) {
    var enough = setup.spares() > 0 ? 1 : Math.max(1, setup.electing() - 1);
    var nodes = withoutTime.computeIfAbsent(ballot, _ -> new HashSet<>());
    if (nodes.add(node) && nodes.size() == enough) {
      beginsAnew();
    }
  }

  /// A node asks for promises; its own may be enough.
  void prepared(Ballot ballot) {
    carriedOn(ballot.node());
    promises(ballot.node(), ballot);
    if (!candidates.containsKey(ballot)) {
      var own = told.get(ballot.node());
      candidates.put(ballot, own == null ? Ballot.NONE : own.ballot);
      if ((setup.electing() == 1 || setup.spares() > 0) && !carriesOn(ballot)) {
        beginsAnew();
      }
    }
  }

  private void beginsAnew() {
    begun++;
    begunMillis = world.millis();
  }

  /// Up to this time something is wrong, and there need not be a leader.
  void troubled(long millis) {
    troubledUntilMillis = Math.max(troubledUntilMillis, world.millis() + millis);
  }

  /// The monotonic clock of a node runs at this rate.
  void drifts(double rate) {
    fastest = Math.max(fastest, rate * (1 + SLEWED));
    slowest = Math.min(slowest, rate * (1 - SLEWED));
  }

  /// By how much the fastest and the slowest clock drift apart, in milliseconds a millisecond.
  double apart() {
    return fastest - slowest;
  }

  /// The disk held up a turn for this long. What a lone member proposes is seen here only once it
  /// is on its disk.
  void heldUp(long millis) {
    heldUpMillis = Math.max(heldUpMillis, millis);
  }

  /// A node stands still for this long, perhaps while its disk holds up a turn.
  void paused(long millis) {
    longestPauseMillis = Math.max(longestPauseMillis, millis);
  }

  /// There are so many members from some slot on.
  void members(int count) {
    fewestMembers = Math.min(fewestMembers, count);
  }

  /// All nodes stand still, although their clocks run on.
  void standStill(long millis) {
    stoodStillMillis = Math.max(stoodStillMillis, millis);
  }

  /// @param doubled whether copies of what a leader sent still arrive, for some seconds, and make
  ///   it seem alive
  void healed(boolean doubled) {
    troubledUntilMillis = world.millis() + (doubled ? Datagrams.LATE_MICROS / 1000 : 0);
  }

  /// This command set an alarm; called by each replica. If an earlier slot has a later stamp, the
  /// time is that one's, and it is not known when the command's own batch was proposed.
  void set(long number, long timeMillis, long lengthMillis) {
    var stamped = proposed.get(new Stamped(timeMillis, number));
    var earliest = stamped == null ? firstProposed.getOrDefault(number, now()) : stamped;
    var latest = stamped == null ? now() : stamped;
    alarms.putIfAbsent(number, new Alarm(earliest, latest, lengthMillis));
  }

  /// The alarm that this command set rang; called by each replica.
  void rang(long number) {
    if (rungAt.putIfAbsent(number, world.millis()) == null) {
      var alarm = alarms.get(number);
      if (alarm != null) {
        notEarly(number, alarm);
        notLate(number, alarm);
      }
    }
  }

  /// Whenever the time begins anew, a gap may be added to it. And an earlier leader may have lagged
  /// behind: by the drift of two clocks while one was not heard, or by what it was told before all
  /// nodes stood still.
  private void notEarly(long number, Alarm alarm) {
    var set = alarm.earliest;
    var added = (long) (begun - set.begun) * Rules.FIRST.restartGapMillis();
    var shownLateMillis = fewestMembers == 1 ? heldUpMillis + longestPauseMillis : 0;
    var apart = apart() * longestUnheardMillis + stoodStillMillis + shownLateMillis;
    var passed = (world.millis() - set.millis) * fastest + UNDER_WAY_MILLIS + apart + added;
    check(
        passed >= alarm.lengthMillis,
        "no alarm rings early: that of command "
            + number
            + " after "
            + (world.millis() - set.millis)
            + " ms");
  }

  /// If the time began anew, what had passed before may have to pass again; the tests of the core
  /// show by how much at most. While something is wrong there need not be a leader.
  private void notLate(long number, Alarm alarm) {
    var length = (long) (alarm.lengthMillis / slowest);
    var due = alarm.latest.millis + length;
    if (begun > alarm.latest.begun) {
      due = Math.max(due, Math.max(begunMillis, troubledUntilMillis) + length);
    }
    var led = troubledUntilMillis + (long) LED_SILENCES * setup.silenceMillis();
    var slower = Math.max(1, setup.silenceMillis() / (double) PRODUCTION_SILENCE_MILLIS);
    var late = world.millis() - Math.max(due, led);
    check(
        late <= LATE_MILLIS * slower,
        "no alarm rings late: that of command " + number + " by " + late + " ms");
  }
}

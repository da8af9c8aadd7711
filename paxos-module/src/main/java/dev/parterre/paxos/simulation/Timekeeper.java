package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.members.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Holds the replicated time against the real one, of which the nodes know nothing: no alarm rings
/// before its own length has passed, and none much later, whatever wall clocks say.
final class Timekeeper {

  /// In production; a node of a run whose own timing is slower may take that much longer.
  private static final int LATE_MILLIS = 2000;

  private static final int PRODUCTION_SILENCE_MILLIS = 800;

  /// In silences: so long after the last fault a leader is there.
  private static final int LED_SILENCES = 6;

  /// Monotonic clocks of a run are wrong by up to a tenth, and are drawn to wall clocks.
  private static final double FASTEST = 1.1 * 1.0005;

  private static final double SLOWEST = 0.9 * 0.9995;

  /// What is rounded to milliseconds on its way through readings of several nodes.
  private static final int ROUNDED_MILLIS = 10;

  /// A clock that is a tenth too fast leads by so much when its node has not heard the leader for
  /// five seconds, and then leads itself.
  private static final int DRIFTED_MILLIS = 500;

  private record Stamped(long stampMillis, long command) {}

  /// @param begun how often the time may have begun anew before
  private record Moment(long millis, int begun) {}

  private record Alarm(Moment set, long lengthMillis) {}

  private final World world;
  private final Setup setup;
  private final Map<Stamped, Moment> proposed = new HashMap<>();
  private final Map<Long, Alarm> alarms = new HashMap<>();
  private final Map<Long, Long> rungAt = new HashMap<>();
  private final Map<Ballot, Set<NodeId>> withoutTime = new HashMap<>();
  private final Set<Ballot> asked = new HashSet<>();
  private int begun;
  private long begunMillis;
  private long troubledUntilMillis;

  Timekeeper(World world, Setup setup) {
    this.world = world;
    this.setup = setup;
  }

  /// For the first time somebody proposes it, and stamped it just now.
  void proposed(Proposal proposal) {
    if (proposal instanceof Batch(var stampMillis, var commands)) {
      for (var command : commands) {
        proposed.putIfAbsent(new Stamped(stampMillis, command.id().high()), now());
      }
    }
  }

  private Moment now() {
    return new Moment(world.millis(), begun);
  }

  /// A node promised that does not carry the time on, because it was down; if so many did that
  /// nobody of an electing quorum may carry it on, the time begins anew. The candidate's own
  /// promise does not pass here, and where members change a quorum may be smaller.
  void promisedWithoutTime(NodeId node, Ballot ballot) {
    var enough = setup.spares() > 0 ? 1 : Math.max(1, setup.electing() - 1);
    var nodes = withoutTime.computeIfAbsent(ballot, _ -> new HashSet<>());
    if (nodes.add(node) && nodes.size() == enough) {
      beginsAnew();
    }
  }

  /// A node asked for promises; its own may do.
  void prepared(Ballot ballot) {
    if ((setup.electing() == 1 || setup.spares() > 0) && asked.add(ballot)) {
      beginsAnew();
    }
  }

  private void beginsAnew() {
    begun++;
    begunMillis = world.millis();
  }

  /// Up to then something is wrong, and nobody need be in office.
  void troubled(long millis) {
    troubledUntilMillis = Math.max(troubledUntilMillis, world.millis() + millis);
  }

  void healed() {
    troubledUntilMillis = world.millis();
  }

  /// This command set an alarm; told by each replica.
  void set(long number, long stampMillis, long lengthMillis) {
    var set = proposed.getOrDefault(new Stamped(stampMillis, number), now());
    alarms.putIfAbsent(number, new Alarm(set, lengthMillis));
  }

  /// The alarm that this command set; told by each replica.
  void rang(long number) {
    if (rungAt.putIfAbsent(number, world.millis()) == null) {
      var alarm = alarms.get(number);
      if (alarm != null) {
        notEarly(number, alarm);
        notLate(number, alarm);
      }
    }
  }

  /// Whenever the time begins anew, a gap may be added to it.
  private void notEarly(long number, Alarm alarm) {
    var added = (long) (begun - alarm.set.begun) * Rules.FIRST.restartGapMillis();
    var passed =
        (world.millis() - alarm.set.millis) * FASTEST + ROUNDED_MILLIS + DRIFTED_MILLIS + added;
    check(
        passed >= alarm.lengthMillis,
        "no alarm rings early: that of command "
            + number
            + " after "
            + (world.millis() - alarm.set.millis)
            + " ms");
  }

  /// Where the time began anew, what passed before may have to pass again; by how much at most, the
  /// tests of the core show. While something is wrong nobody need be in office.
  private void notLate(long number, Alarm alarm) {
    var length = (long) (alarm.lengthMillis / SLOWEST);
    var due = alarm.set.millis + length;
    if (begun > alarm.set.begun) {
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

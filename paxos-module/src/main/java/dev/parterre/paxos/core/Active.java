package dev.parterre.paxos.core;

import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Proposal.NoOp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// A leader in office: phase 2 of one ballot, for as many slots at once as the window allows.
///
/// - **L1**: it proposes one value for a slot.
/// - **P2c**: where an acceptor of its electing quorum had accepted something, it proposes that of
///   the highest ballot; where nobody had and a later slot is taken, a no-op.
final class Active {

  private final Settings settings;
  private final Learner learner;
  private final ReplicatedClock clock;
  private final Ballot ballot;
  private final Slot inherited;
  private final Slot top;

  private final TreeMap<Slot, Commander> commanders = new TreeMap<>();
  private final ArrayDeque<Command> pending = new ArrayDeque<>();
  private final Set<CommandId> underWay = new HashSet<>();
  private Slot next;
  private long openBytes;
  private long lastStamp;
  private long progressAt;

  /// Takes office: proposes again what may have been chosen.
  Active(Turn turn, Settings settings, Learner learner, ReplicatedClock clock, Scout scout) {
    this.settings = settings;
    this.learner = learner;
    this.clock = clock;
    ballot = scout.ballot();
    inherited = Slot.max(scout.decided(), learner.decided());
    var adopted = scout.adopted().tailMap(inherited, false);
    next = inherited.next();
    top = adopted.isEmpty() ? inherited : adopted.lastKey();
    progressAt = turn.millis();
    while (!next.isAfter(top)) {
      var pvalue = adopted.get(next);
      propose(turn, pvalue == null ? new NoOp() : pvalue.proposal());
    }
  }

  Ballot ballot() {
    return ballot;
  }

  /// Decided before this ballot. Up to here this leader learns from others; after it, it decides.
  Slot inherited() {
    return inherited;
  }

  /// A state that has applied this shows all that any earlier leader can have decided.
  Slot readable() {
    return Slot.max(learner.decided(), top);
  }

  /// Takes commands into its queue, those that are not under way already and find room.
  void enqueue(Collection<Command> commands) {
    for (var command : commands) {
      if (pending.size() < settings.pendingCommands() && underWay.add(command.id())) {
        pending.add(command);
      }
    }
  }

  /// Counts an acceptance; with a quorum the slot is decided.
  void accepted(Turn turn, NodeId from, Accepted accepted) {
    var commander = commanders.get(accepted.slot());
    if (commander == null || !accepted.ballot().equals(ballot)) {
      return;
    }
    commander.accepted().add(from);
    if (settings.accepting().isMetBy(commander.accepted())) {
      commanders.remove(accepted.slot());
      openBytes -= commander.pvalue().proposal().bytes();
      progressAt = turn.millis();
      if (commander.pvalue().proposal() instanceof Batch(_, var commands)) {
        commands.forEach(command -> underWay.remove(command.id()));
      }
      learner.chosen(turn, commander.pvalue());
    }
  }

  /// Gives what waits to the next slots, all that fits into one.
  ///
  /// @return whether anything was proposed
  boolean proposePending(Turn turn) {
    var proposed = false;
    while (!pending.isEmpty() && mayOpen(pending.element().payload().length)) {
      propose(turn, new Batch(stamp(turn), nextBatch()));
      proposed = true;
    }
    return proposed;
  }

  private long stamp(Turn turn) {
    lastStamp = clock.stamp(turn.time());
    return lastStamp;
  }

  /// The last time stamped under this ballot.
  long lastStamp() {
    return lastStamp;
  }

  /// Lets the replicated time go on although nothing happens.
  ///
  /// @return false if the window is full
  boolean proposeTick(Turn turn) {
    if (mayOpen(0)) {
      propose(turn, new Batch(stamp(turn), List.of()));
      return true;
    }
    return false;
  }

  /// Sends again what waits too long for a quorum, to those who have not accepted it.
  void tick(Turn turn) {
    if (turn.millis() < deadline()) {
      return;
    }
    progressAt = turn.millis();
    for (var commander : commanders.values()) {
      settings.members().stream()
          .filter(member -> !commander.accepted().contains(member))
          .sorted()
          .forEach(member -> turn.send(member, accept(commander)));
    }
  }

  long deadline() {
    return commanders.isEmpty() ? Long.MAX_VALUE : progressAt + settings.resendMillis();
  }

  /// Whether the window has room, in slots and in bytes: a promise must be able to carry all that
  /// is open. A command that is larger than the window is open alone.
  private boolean mayOpen(long bytes) {
    var decided = learner.decided();
    var last = decided.plus(settings.windowSlots());
    var windowBytes = (long) settings.windowSlots() * settings.batchBytes();
    return !inherited.isAfter(decided)
        && !next.isAfter(last)
        && (openBytes == 0 || openBytes + Math.max(bytes, settings.batchBytes()) <= windowBytes);
  }

  private List<Command> nextBatch() {
    var commands = new ArrayList<Command>();
    var bytes = 0L;
    do {
      var command = pending.remove();
      bytes += command.payload().length;
      commands.add(command);
    } while (!pending.isEmpty()
        && commands.size() < settings.batchCommands()
        && bytes + pending.element().payload().length <= settings.batchBytes());
    return commands;
  }

  private void propose(Turn turn, Proposal proposal) {
    if (commanders.isEmpty()) {
      progressAt = turn.millis();
    }
    clock.saw(proposal);
    openBytes += proposal.bytes();
    var commander = new Commander(new PValue(ballot, next, proposal));
    commanders.put(next, commander);
    next = next.next();
    turn.sendAll(settings.peers(), accept(commander));
    turn.send(settings.self(), accept(commander));
  }

  private Accept accept(Commander commander) {
    return new Accept(commander.pvalue(), learner.decided());
  }
}

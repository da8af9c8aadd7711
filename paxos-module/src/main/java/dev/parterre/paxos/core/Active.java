package dev.parterre.paxos.core;

import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Proposal.Administer;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.core.Proposal.Reconfigure;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A leader in office: phase 2 of one ballot, for as many slots at once as the window allows.
///
/// - **L1**: it proposes one value for a slot.
/// - **P2c**: where acceptors of its electing quorum had accepted something, it proposes the value
///   of the highest ballot; where none had, but a later slot is taken, a no-op.
final class Active {

  /// Directives that may wait for the window; one more is dropped, and whoever wants it asks again.
  private static final int DIRECTIVES_MAX = 16;

  private final Settings settings;
  private final Learner learner;
  private final ReplicatedClock clock;
  private final Scout scout;
  private final Slot inherited;
  private final TreeMap<Slot, PValue> adopted;
  private final Slot top;
  private final long electedAt;

  private final TreeMap<Slot, Commander> commanders = new TreeMap<>();
  private final ArrayDeque<Command> pending = new ArrayDeque<>();
  private final Set<CommandId> underWay = new HashSet<>();
  private final LinkedHashSet<Directive> directives = new LinkedHashSet<>();
  private @Nullable Change change;
  private Slot next;
  private long pendingBytes;
  private long openBytes;
  private long lastStamp;
  private boolean startedClock;
  private long progressAt;

  Active(Turn turn, Settings settings, Learner learner, ReplicatedClock clock, Scout scout) {
    this.settings = settings;
    this.learner = learner;
    this.clock = clock;
    this.scout = scout;
    inherited = Slot.max(scout.decided(), learner.decided());
    adopted = new TreeMap<>(scout.adopted().tailMap(inherited, false));
    next = inherited.next();
    top = adopted.isEmpty() ? inherited : adopted.lastKey();
    progressAt = turn.millis();
    electedAt = turn.millis();
  }

  Ballot ballot() {
    return scout.ballot();
  }

  /// Whether phase 1 was won in every membership that decides a slot in which this leader may
  /// propose. If not, it has to be repeated: a change of the members was decided in the meantime.
  boolean isElected() {
    return scout.isElectedBy(learner.ruling());
  }

  /// The last slot decided before this ballot. Up to here this leader learns from others; beyond
  /// it, it decides.
  Slot inherited() {
    return inherited;
  }

  /// Whether this node knows every decision that an earlier leader may have made.
  boolean isSettled() {
    return !top.isAfter(learner.decided());
  }

  /// Queues those commands that are not already under way and for which there is room.
  void enqueue(Collection<Command> commands) {
    for (var command : commands) {
      var bytes = command.payload().length;
      if (pending.size() < settings.pendingCommands()
          && (pending.isEmpty() || pendingBytes + bytes <= settings.pendingBytes())
          && underWay.add(command.id())) {
        pending.add(command);
        pendingBytes += bytes;
      }
    }
  }

  /// Proposes the change as soon as the window has room.
  ///
  /// @return false if another change is already waiting
  boolean enqueue(Change change) {
    this.change = this.change == null ? change : this.change;
    return this.change.equals(change);
  }

  /// Proposes the directive likewise, ahead of the commands that wait.
  void enqueue(Directive directive) {
    var proposal = new Administer(directive);
    var open = commanders.values().stream().map(it -> it.pvalue().proposal());
    if (directives.size() < DIRECTIVES_MAX && open.noneMatch(proposal::equals)) {
      directives.add(directive);
    }
  }

  /// Counts an acceptance; with a quorum the slot is decided.
  void accepted(Turn turn, NodeId from, Accepted accepted) {
    closeDecided();
    var commander = commanders.get(accepted.slot());
    if (commander != null && accepted.ballot().equals(ballot())) {
      commander.accepted().add(from);
      var membership = learner.memberships().at(accepted.slot());
      if (membership.accepting().isMetBy(commander.accepted())) {
        commanders.remove(accepted.slot());
        close(commander);
        progressAt = turn.millis();
        learner.chosen(turn, commander.pvalue());
      }
    }
  }

  /// What this node accepted under an earlier ballot may turn out to be decided without another
  /// acceptance: then there is nobody left to wait for or to ask. By then it may be forgotten which
  /// membership decided that slot.
  private void closeDecided() {
    next = Slot.max(next, learner.decided().next());
    var decided = commanders.headMap(learner.decided(), true);
    decided.values().forEach(this::close);
    decided.clear();
  }

  private void close(Commander commander) {
    openBytes -= commander.pvalue().proposal().bytes();
    if (commander.pvalue().proposal() instanceof Batch(_, var commands)) {
      commands.forEach(command -> underWay.remove(command.id()));
    }
  }

  /// Proposes in the next slots what waits: first what may have been chosen (**P2c**), then the
  /// commands, as many in one slot as fit.
  ///
  /// @param isDue whether the replicated time has to be advanced although nothing else happens
  /// @return whether anything was proposed
  boolean proposePending(Turn turn, BooleanSupplier isDue) {
    closeDecided();
    startClock(turn);
    var before = next;
    while (!next.isAfter(top) && mayOpen(0)) {
      var pvalue = adopted.get(next);
      propose(turn, pvalue == null ? new NoOp() : pvalue.proposal());
    }
    while (next.isAfter(top) && !directives.isEmpty() && mayOpen(0)) {
      propose(turn, new Administer(directives.removeFirst()));
    }
    while (next.isAfter(top) && !pending.isEmpty() && mayOpen(pending.element().payload().length)) {
      propose(turn, new Batch(stamp(turn), nextBatch()));
    }
    if (next.isAfter(top) && change != null && mayOpen(0)) {
      propose(turn, new Reconfigure(change));
      change = null;
    }
    while (next.isAfter(top) && isLeadingUpToChange() && mayOpen(0)) {
      propose(turn, new NoOp());
    }
    if (next.isAfter(top) && next.equals(before) && isDue.getAsBoolean() && mayOpen(0)) {
      propose(turn, new Batch(stamp(turn), List.of()));
    }
    return next.isAfter(before);
  }

  /// The replicated time, as this leader announces it.
  long told(Turn turn) {
    return clock.told(ballot(), turn.time());
  }

  /// Waits until every stamp before this ballot is known.
  private void startClock(Turn turn) {
    if (!startedClock && !inherited.isAfter(learner.decided())) {
      startedClock = true;
      var stamps = adopted.values().stream().mapToLong(each -> each.proposal().stampMillis());
      var latest = stamps.max().orElse(0);
      var promises = scout.promises().values();
      var withheld = clock.lead(ballot(), promises, latest, electedAt, turn.time());
      if (withheld > 0) {
        turn.notify(new Notice.TimeWithheld(withheld));
      }
    }
  }

  /// A change of the members takes effect only some slots later. No-ops fill those slots, so that
  /// nobody has to wait for commands to do so.
  private boolean isLeadingUpToChange() {
    return learner.memberships().latestFrom().isAfter(next);
  }

  private long stamp(Turn turn) {
    lastStamp = clock.stamp(turn.time());
    return lastStamp;
  }

  /// The last time stamped under this ballot.
  long lastStamp() {
    return lastStamp;
  }

  /// Resends what has waited too long for a quorum, to those that have not accepted it.
  void tick(Turn turn) {
    closeDecided();
    for (var commander : commanders.values()) {
      if (turn.millis() >= dueAt(commander)) {
        commander.sentAgain(turn.millis());
        var waited = new HashSet<>(learner.memberships().at(commander.pvalue().slot()).ids());
        waited.removeAll(commander.accepted());
        sendTo(turn, commander, waited);
      }
    }
  }

  long deadline() {
    return commanders.values().stream().mapToLong(this::dueAt).min().orElse(Long.MAX_VALUE);
  }

  /// As long as other slots are being decided, this one is only waiting its turn.
  private long dueAt(Commander commander) {
    return Math.max(commander.deadline(), progressAt + settings.resendMillis());
  }

  /// Whether the window has room, in slots and in bytes: a promise must be able to carry everything
  /// that is open. A command larger than the window is open on its own.
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
      pendingBytes -= command.payload().length;
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
    clock.proposed(proposal, turn.time());
    openBytes += proposal.bytes();
    var pvalue = new PValue(ballot(), next, proposal);
    var commander = new Commander(pvalue, settings.resendMillis(), turn.millis());
    commanders.put(next, commander);
    sendTo(turn, commander, learner.memberships().at(next).ids());
    next = next.next();
  }

  /// This node comes last: messages to the others take longer.
  private void sendTo(Turn turn, Commander commander, Set<NodeId> members) {
    var accept = new Accept(commander.pvalue(), learner.decided());
    learner.peers().stream().filter(members::contains).forEach(peer -> turn.send(peer, accept));
    if (members.contains(settings.self())) {
      turn.send(settings.self(), accept);
    }
  }
}

package dev.parterre.paxos.core;

import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.AskRead;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.Message.Prepare;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Message.TakeOver;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/// The proposer of a node (*PMMC*, figure 7): passive, running for election, or in office.
final class Leader {

  sealed interface Mode {

    /// Follows somebody else, or nobody.
    record Passive() implements Mode {}

    /// Asks an electing quorum for its promises.
    record Scouting(Scout scout) implements Mode {}

    /// Proposes.
    record InOffice(Active active, Authority authority) implements Mode {}
  }

  private final Settings settings;
  private final Acceptor acceptor;
  private final Learner learner;
  private final ReplicatedClock clock;
  private final Succession succession;
  private Mode mode = new Mode.Passive();
  private long askedAt;
  private long dueMillis = Long.MAX_VALUE;
  private Slot decidedBefore = Slot.NONE;
  private long decidedAt;
  private Optional<Directive.FoundRules> founding = Optional.empty();

  Leader(
      Settings settings,
      Acceptor acceptor,
      Learner learner,
      ReplicatedClock clock,
      Succession succession) {
    this.settings = settings;
    this.acceptor = acceptor;
    this.learner = learner;
    this.clock = clock;
    this.succession = succession;
  }

  /// Starts phase 1 with a ballot above all that this node knows. Its own promise is on disk before
  /// anybody hears of the ballot, so that it is never used again after a restart.
  void scout(Turn turn) {
    var known = acceptor.promised();
    var highest = succession.ballot().isAbove(known) ? succession.ballot() : known;
    var ballot = highest.nextFor(settings.self());
    mode = new Mode.Scouting(new Scout(ballot, turn.millis()));
    succession.granted(turn, ballot);
    turn.notify(new Notice.ElectionStarted(ballot));
    askForPromises(turn, ballot);
  }

  private void askForPromises(Turn turn, Ballot ballot) {
    askedAt = turn.millis();
    var prepare = new Prepare(ballot, learner.decided().next());
    acceptor.prepare(turn, settings.self(), prepare, learner.decided(), clock);
    learner.peers().forEach(peer -> turn.sendAfterForce(peer, prepare));
  }

  void promised(Turn turn, NodeId from, Promise promise) {
    if (mode instanceof Mode.Scouting(var scout)) {
      scout.count(from, promise);
      if (scout.isElectedBy(learner.ruling())) {
        takeOffice(turn, scout);
      }
    }
  }

  private void takeOffice(Turn turn, Scout scout) {
    var active = new Active(turn, settings, learner, clock, scout);
    var authority = new Authority(settings, learner, scout.ballot());
    founding.ifPresent(active::enqueue);
    mode = new Mode.InOffice(active, authority);
    decidedAt = turn.millis();
    succession.heard(turn, scout.ballot(), "elected by " + scout.promises().keySet());
    if (active.inherited().isAfter(learner.decided())) {
      learner.want(turn, active.inherited());
      learner.ask(turn, scout.teacher());
    }
  }

  /// Does something that only a leader does; any other node ignores it.
  private void inOffice(BiConsumer<Active, Authority> what) {
    if (mode instanceof Mode.InOffice(var active, var authority)) {
      what.accept(active, authority);
    }
  }

  void accepted(Turn turn, NodeId from, Accepted accepted) {
    inOffice((active, _) -> active.accepted(turn, from, accepted));
  }

  void heartbeatAnswered(Turn turn, NodeId from, HeartbeatAck ack) {
    inOffice((_, authority) -> authority.answered(turn, from, ack));
  }

  /// A peer did not answer but is alive, or this node cannot tell.
  void lives(Turn turn, NodeId peer) {
    inOffice((_, authority) -> authority.lives(peer, turn.millis()));
  }

  /// This node promised another node's ballot, or an acceptor refused this node because of it.
  void yieldTo(Turn turn, Ballot ballot) {
    stepBehind(ballot);
    succession.granted(turn, ballot);
  }

  /// The leader of this ballot was heard: if it is higher, this node steps down.
  void stepBehind(Ballot ballot) {
    if (ballot.isAbove(own())) {
      mode = new Mode.Passive();
    }
  }

  void propose(Collection<Command> commands) {
    inOffice((active, _) -> active.enqueue(commands));
  }

  void readAsked(NodeId from, AskRead question) {
    inOffice((_, authority) -> authority.asked(from, question));
  }

  /// A node asks whether others miss the leader, too. The leader itself answers.
  void reassure(Turn turn, NodeId node) {
    inOffice((active, authority) -> authority.reassure(turn, node, active.told(turn)));
  }

  /// Queues a change of the members.
  ///
  /// @return false if another one is waiting
  boolean changeAsked(Change change) {
    return mode instanceof Mode.InOffice(var active, _) && active.enqueue(change);
  }

  void directiveAsked(Directive directive) {
    inOffice((active, _) -> active.enqueue(directive));
  }

  /// If the rules of the cluster were never decided, its first leader proposes its own before any
  /// command.
  void ruled(Optional<Directive.FoundRules> founding) {
    this.founding = founding;
  }

  /// Tells `to` to take over. Nothing has to be finished first: the successor finds what is open in
  /// its phase 1, and this node leads until it hears of that ballot. But it first tells what is
  /// decided: a leader whose last decision removed it may be the only node that knows.
  void handOver(Turn turn, NodeId to) {
    reassure(turn, to);
    inOffice((active, _) -> turn.send(to, new TakeOver(active.ballot())));
  }

  /// A snapshot brought decisions, possibly those of a leader with a higher ballot.
  void installed(Turn turn, Slot slot) {
    if (slot.isAfter(learnsUpTo())) {
      resign(turn, "a snapshot holds decisions of a later leader");
    }
  }

  /// The state machine waits for this replicated time, until it names another.
  void due(OptionalLong timeMillis) {
    dueMillis = timeMillis.orElse(Long.MAX_VALUE);
  }

  void tick(Turn turn) {
    switch (mode) {
      case Mode.Passive() -> {}
      case Mode.Scouting(var scout) -> pressOn(turn, scout);
      case Mode.InOffice(var active, var authority) -> {
        active.tick(turn);
        if (authority.isLost(turn.millis())) {
          resign(turn, "no quorum answers");
        }
      }
    }
  }

  /// Repeats the prepare for those that may have missed it. Gives up after a while, and canvasses
  /// before it tries again.
  private void pressOn(Turn turn, Scout scout) {
    if (turn.millis() - scout.startedAt() >= settings.silenceMillis()) {
      resign(turn, "ballot " + scout.ballot() + " found no quorum");
    } else if (turn.millis() - askedAt >= settings.resendMillis()) {
      askForPromises(turn, scout.ballot());
    }
  }

  /// Called after all inputs of a step: proposes what they brought, and announces what was decided.
  void endStep(Turn turn) {
    if (mode instanceof Mode.InOffice(var active, var authority)) {
      if (!active.isElected() || isStuck(turn, active)) {
        scout(turn);
      } else {
        if (active.proposePending(turn, () -> isDue(turn, active))) {
          authority.told(learner.decided());
        }
        authority.endStep(turn, active.told(turn), active.isSettled());
      }
    }
  }

  /// Whether it leads, or runs for election, although the last decision removed it from the
  /// members.
  boolean isRemoved() {
    return !isPassive() && !learner.isMember();
  }

  void resign(Turn turn, String why) {
    mode = new Mode.Passive();
    succession.resign(turn, why);
  }

  /// Whether what was decided before this ballot cannot be learned from those that know it. Then
  /// phase 1 has to be repeated with those that are alive now.
  private boolean isStuck(Turn turn, Active active) {
    if (learner.decided().isAfter(decidedBefore)) {
      decidedBefore = learner.decided();
      decidedAt = turn.millis();
    }
    return active.inherited().isAfter(learner.decided())
        && turn.millis() - decidedAt >= 4L * settings.silenceMillis();
  }

  private boolean isDue(Turn turn, Active active) {
    return active.lastStamp() < dueMillis && clock.reading(turn.time()) >= tickAt(active);
  }

  /// While the state machine waits for a time, the replicated time is made durable now and then, so
  /// that a power failure of all replicas loses no more than [Settings#tickMillis] of it.
  private long tickAt(Active active) {
    return dueMillis == Long.MAX_VALUE
        ? dueMillis
        : Math.min(dueMillis, active.lastStamp() + settings.tickMillis());
  }

  /// The last slot whose decision is accepted from others. A leader decides the rest itself: what
  /// it announces under its ballot must have been decided under that ballot or before it.
  Slot learnsUpTo() {
    return mode instanceof Mode.InOffice(var active, _)
        ? active.inherited()
        : new Slot(Long.MAX_VALUE);
  }

  boolean isPassive() {
    return mode instanceof Mode.Passive;
  }

  boolean isInOffice() {
    return mode instanceof Mode.InOffice;
  }

  /// The ballot under which this node leads or runs for election.
  Ballot own() {
    return switch (mode) {
      case Mode.Passive() -> Ballot.NONE;
      case Mode.Scouting(var scout) -> scout.ballot();
      case Mode.InOffice(var active, _) -> active.ballot();
    };
  }

  long deadline(Time now) {
    return switch (mode) {
      case Mode.Passive() -> Long.MAX_VALUE;
      case Mode.Scouting _ -> askedAt + settings.resendMillis();
      case Mode.InOffice(var active, var authority) ->
          Math.min(Math.min(active.deadline(), authority.deadline()), dueAt(now, active));
    };
  }

  /// What is already due waits for the window, not for time.
  private long dueAt(Time now, Active active) {
    var ahead = tickAt(active) - clock.reading(now);
    return dueMillis != Long.MAX_VALUE && ahead > 0 ? now.millis() + ahead : Long.MAX_VALUE;
  }
}

package dev.parterre.paxos.core;

import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.AskChange;
import dev.parterre.paxos.core.Message.AskDirective;
import dev.parterre.paxos.core.Message.AskHandOver;
import dev.parterre.paxos.core.Message.AskRead;
import dev.parterre.paxos.core.Message.Canvass;
import dev.parterre.paxos.core.Message.ChangeRefused;
import dev.parterre.paxos.core.Message.Decided;
import dev.parterre.paxos.core.Message.Follows;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.Message.Learn;
import dev.parterre.paxos.core.Message.Missed;
import dev.parterre.paxos.core.Message.Preempted;
import dev.parterre.paxos.core.Message.Prepare;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Message.Pulse;
import dev.parterre.paxos.core.Message.ReadAt;
import dev.parterre.paxos.core.Message.Relay;
import dev.parterre.paxos.core.Message.SnapshotOffer;
import dev.parterre.paxos.core.Message.StateAt;
import dev.parterre.paxos.core.Message.TakeOver;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All of one node's roles in Multi-Paxos, acceptor, leader and learner, after *Paxos Made
/// Moderately Complex* (van Renesse and Altinbuken, 2015). Deterministic: it has no clock, no dice,
/// no thread and no I/O; the same inputs at the same times give the same effects.
public final class Replica {

  private static final int GREETING_HEARTBEATS = 5;

  /// A slot further ahead is not accepted: a node that is so far behind learns first.
  private static final int SLOTS_AHEAD_MAX = 1 << 12;

  /// The round of a heartbeat that wants no answer, and of a greeting that answers none.
  static final long ANSWERLESS_ROUND = 0;

  private final Settings settings;
  private final ReplicatedClock clock = new ReplicatedClock();
  private final Time startedAt;
  private final Acceptor acceptor;
  private final Learner learner;
  private final Succession succession;
  private final Leader leader;
  private final Submissions submissions;
  private final Reads reads;
  private final Peers peers;
  private final Pace pace;
  private final Petitions petitions;

  /// How far, as each node said, the log is decided; on its disk, as far as [#keeps] asks.
  private final Map<NodeId, Slot> kept = new HashMap<>();

  private long steppedAt;
  private long awaitedAt;
  private long greetedAt;

  /// A node in the state that its log holds.
  ///
  /// @param promised the highest ballot promised
  /// @param accepted what it had accepted in slots after `decided`
  /// @param memberships as of its snapshot or, without one, as the cluster began
  /// @param seed of its random patience
  public Replica(
      Settings settings,
      Ballot promised,
      List<PValue> accepted,
      Slot decided,
      Memberships memberships,
      long seed,
      Time now) {
    this.settings = settings;
    startedAt = now;
    acceptor = new Acceptor(promised, accepted);
    learner = new Learner(settings, acceptor, decided, memberships);
    succession = new Succession(settings, new SplittableRandom(seed));
    leader = new Leader(settings, acceptor, learner, clock, succession);
    submissions = new Submissions(2 * settings.resendMillis());
    reads = new Reads(settings);
    peers = new Peers(settings);
    pace = new Pace(settings, learner, peers);
    petitions = new Petitions(settings, leader, learner, succession, peers);
    steppedAt = now.millis();
    awaitedAt = now.millis();
    succession.start(now.millis());
  }

  /// A decision that the log held. Called before the first step, so that no time is stamped twice
  /// and the members are those that were decided.
  public void recovered(Decision decision) {
    clock.decided(decision.proposal(), startedAt);
    learner.recovered(decision);
  }

  /// The replicated time as of the snapshot that this node starts from.
  public void snapshotTook(long timeMillis) {
    clock.decided(new Batch(timeMillis, List.of()), startedAt);
  }

  /// Takes all waiting inputs, then does what they and the passing of time call for.
  public Effects step(Time now, List<Input> inputs) {
    var turn = new Turn(settings.self(), now);
    noticeOwnPause(turn);
    inputs.forEach(input -> take(turn, input));
    tick(turn);
    turn.effects().decisions().forEach(decision -> settle(now, decision));
    passOn(turn);
    leader.endStep(turn);
    learner.endStep(turn);
    steppedAt = now.millis();
    awaitedAt = deadline(now);
    return turn.effects();
  }

  /// A node that steps much later than it wanted to has stood still. Whatever came in meanwhile is
  /// among these inputs; what did not come in proves nothing.
  private void noticeOwnPause(Turn turn) {
    var late = turn.millis() - Math.max(steppedAt, awaitedAt);
    pace.pauses.note(late);
    if (late > settings.silenceMillis() / 2) {
      learner.peers().forEach(peer -> lives(turn, peer));
    }
  }

  private void take(Turn turn, Input input) {
    switch (input) {
      case Input.Tick() -> {}
      case Input.Submitted(var command) -> submissions.add(command);
      case Input.Abandoned(var id) -> submissions.remove(id);
      case Input.ReadAsked(var number) -> reads.ask(number);
      case Input.Forced(var millis) -> pace.forces.note(millis);
      case Input.Due(var timeMillis) -> leader.due(timeMillis);
      case Input.HandOver(var to) -> petitions.handOver(turn, to);
      case Input.ChangeAsked(var change) -> petitions.change(turn, settings.self(), change);
      case Input.DirectiveAsked(var it) -> petitions.direct(turn, settings.self(), it);
      case Input.Ruled(var rules, var founding) -> {
        clock.goBy(rules);
        leader.ruled(founding);
      }
      case Input.Installed installed -> {
        clock.decided(new Batch(installed.timeMillis(), List.of()), turn.time());
        leader.installed(turn, installed.slot());
        learner.installed(turn, installed.slot(), installed.memberships());
      }
      case Input.Received(var from, var message) -> receive(turn, from, message);
      case Input.Relayed(var origin, var message) -> heed(turn, origin, message);
      case Input.Receiving(var peer) -> {
        peers.heard(peer, turn.millis());
        learner.receiving();
        lives(turn, peer);
      }
      case Input.Unreachable(var peer) -> {
        peers.lost(peer);
        succession.unreachable(turn, peer);
      }
    }
  }

  private void lives(Turn turn, NodeId peer) {
    succession.lives(turn, peer);
    leader.lives(turn, peer);
  }

  private void receive(Turn turn, NodeId from, Message message) {
    if (!isPlausible(from, message)) {
      return;
    }
    var gone = learner.memberships().isGone(from, learner.decided().next());
    var asks = message instanceof Prepare || message instanceof Canvass;
    if (gone && (asks || (message instanceof HeartbeatAck && learner.isMember()))) {
      // It is not greeted as members are: it is told when it is needed no more.
      greet(turn, from);
    }
    if (gone && asks) {
      // It has not heard that it was removed, and must not be elected.
      return;
    }
    peers.heard(from, turn.millis());
    heed(turn, from, message);
  }

  private void heed(Turn turn, NodeId from, Message message) {
    switch (message) {
      case Prepare prepare -> prepare(turn, from, prepare);
      case Promise promise -> {
        peers.knows(from, promise.decided());
        leader.promised(turn, from, promise);
      }
      case Accept accept -> accept(turn, from, accept);
      case Accepted accepted -> leader.accepted(turn, from, accepted);
      case Preempted(var ballot) when !leader.isPassive() && ballot.isAbove(leader.own()) ->
          leader.yieldTo(turn, ballot);
      case Heartbeat heartbeat -> heartbeat(turn, from, heartbeat);
      case HeartbeatAck ack -> answered(turn, from, ack);
      case Canvass canvass -> canvassed(turn, from, canvass);
      case Missed missed -> succession.missed(from, missed);
      case Learn(var slot) -> teach(turn, from, slot);
      case Decided decided -> {
        peers.knows(from, decided.decided());
        learner.learned(turn, from, decided, leader.learnsUpTo());
      }
      case Forward(var commands) -> leader.propose(commands);
      case SnapshotOffer offer -> offered(turn, from, offer);
      case TakeOver(var ballot) -> takeOver(turn, ballot);
      case AskHandOver(var to) when leader.isInOffice() ->
          petitions.handOver(turn, Optional.of(to));
      case AskChange(var change) -> petitions.change(turn, from, change);
      case AskDirective(var directive) -> petitions.direct(turn, from, directive);
      case StateAt(var slot, var digest) -> turn.notify(new Notice.StateTold(from, slot, digest));
      case ChangeRefused(var change, var objection) ->
          turn.notify(new Notice.ChangeEnded(change, objection));
      case AskRead question -> leader.readAsked(from, question);
      case ReadAt answer -> reads.answered(turn, answer);
      case Follows follows when leader.isPassive() -> succession.told(turn, from, follows);
      case Pulse pulse -> pace.heard(turn, from, pulse);
      case Preempted _, Follows _, Relay _, AskHandOver _ -> {}
    }
  }

  private void answered(Turn turn, NodeId from, HeartbeatAck ack) {
    peers.knows(from, ack.decided());
    learner.want(turn, ack.decided());
    leader.heartbeatAnswered(turn, from, ack);
    if (ack.round() == ANSWERLESS_ROUND) {
      kept.merge(from, ack.decided(), Slot::max);
    }
  }

  private void teach(Turn turn, NodeId from, Slot slot) {
    if (!slot.equals(Slot.NONE)) {
      peers.knows(from, slot.before());
    }
    turn.notify(new Notice.CatchUp(from, slot));
  }

  private void offered(Turn turn, NodeId from, SnapshotOffer offer) {
    peers.knows(from, offer.slot());
    if (offer.slot().isAfter(learner.decided()) || !learner.memberships().areKnown()) {
      turn.notify(new Notice.Offered(from, offer.slot(), offer.bytes(), offer.checksum()));
    }
  }

  private void takeOver(Turn turn, Ballot ballot) {
    if (leader.isPassive() && learner.isMember() && ballot.equals(succession.ballot())) {
      leader.scout(turn);
    }
  }

  /// A ballot is used by its own node alone, and no leader is further ahead than its window. A peer
  /// that claims otherwise is broken, and must not break this node.
  private boolean isPlausible(NodeId from, Message message) {
    return switch (message) {
      case Prepare(var ballot, _) -> ballot.node().equals(from);
      case TakeOver(var ballot) -> ballot.node().equals(from);
      case Heartbeat heartbeat -> heartbeat.ballot().node().equals(from);
      case Accept(var pvalue, _) ->
          pvalue.ballot().node().equals(from)
              && !pvalue.slot().isAfter(learner.decided().plus(SLOTS_AHEAD_MAX));
      case Promise _, Accepted _, Preempted _, HeartbeatAck _, Missed _, Learn _, Decided _ -> true;
      case Canvass _, SnapshotOffer _, AskHandOver _, AskChange _, ChangeRefused _ -> true;
      case Forward _, AskRead _, ReadAt _, AskDirective _, StateAt _, Pulse _ -> true;
      case Follows(var node, var ballot) -> ballot.node().equals(node) && !node.equals(from);
      case Relay _ -> false;
    };
  }

  private void prepare(Turn turn, NodeId from, Prepare prepare) {
    var before = acceptor.promised();
    acceptor.prepare(turn, from, prepare, learner.decided(), clock);
    if (prepare.ballot().isAbove(before)) {
      leader.yieldTo(turn, prepare.ballot());
    }
  }

  private void accept(Turn turn, NodeId from, Accept accept) {
    var ballot = accept.pvalue().ballot();
    acceptor.accept(turn, from, accept, learner.decided());
    if (!acceptor.promised().isAbove(ballot)) {
      led(turn, ballot, accept.decided());
    }
  }

  private void heartbeat(Turn turn, NodeId from, Heartbeat heartbeat) {
    var ballot = heartbeat.ballot();
    if (acceptor.promised().isAbove(ballot)) {
      turn.send(from, new Preempted(acceptor.promised()));
      return;
    }
    clock.heard(heartbeat, turn.time());
    led(turn, ballot, heartbeat.decided());
    if (heartbeat.round() != ANSWERLESS_ROUND) {
      turn.send(from, new HeartbeatAck(ballot, heartbeat.round(), learner.decided()));
    }
  }

  /// Follows the leader of this ballot, which is not below this node's promise.
  private void led(Turn turn, Ballot ballot, Slot decided) {
    peers.knows(ballot.node(), decided);
    if (!ballot.node().equals(settings.self())) {
      leader.stepBehind(ballot);
      if (succession.heard(turn, ballot, "a message of it came in")) {
        submissions.lost();
      }
      learner.announce(turn, ballot, decided);
    }
  }

  private void canvassed(Turn turn, NodeId from, Canvass canvass) {
    if (leader.isInOffice()) {
      leader.reassure(turn, from);
    } else {
      succession.canvassed(turn, from, canvass, learner.decided());
    }
  }

  private void tick(Turn turn) {
    leader.tick(turn);
    if (leader.isRemoved()) {
      petitions.handOver(turn, Optional.empty());
      leader.resign(turn, "this replica is no longer a member");
    }
    if (leader.isPassive() && learner.isMember()) {
      succession.tick(turn, learner.decided(), learner.peers());
      if (succession.isCalled(turn.millis(), learner.ruling())) {
        leader.scout(turn);
      }
    }
    pace.tick(turn, leader, node -> petitions.hasCaughtUp(turn, node));
    learner.tick(turn, asked -> teacher(turn, asked));
    if (turn.millis() >= greetingAt()) {
      greetedAt = turn.millis();
      greet(turn);
    }
  }

  /// A node that does not know the members has learned nothing that it could report.
  private void greet(Turn turn) {
    if (learner.memberships().areKnown()) {
      greet(turn, settings.self());
      learner.peers().forEach(peer -> greet(turn, peer));
      learner.peers().forEach(peer -> pace.tell(turn, peer));
    }
  }

  /// Whoever left is needed no more once enough of the others have said that they keep what was
  /// decided with them. So the first time after a change, it is on this node's disk before it says
  /// so.
  private void greet(Turn turn, NodeId node) {
    var greeting = new HeartbeatAck(acceptor.promised(), ANSWERLESS_ROUND, learner.decided());
    if (keeps(settings.self())) {
      turn.send(node, greeting);
    } else {
      turn.sendAfterForce(node, greeting);
    }
  }

  private boolean keeps(NodeId node) {
    return !learner.memberships().latestFrom().isAfter(kept.getOrDefault(node, Slot.NONE).next());
  }

  /// Passes on to the leader what this node's callers wait for.
  private void passOn(Turn turn) {
    if (leader.isInOffice()) {
      leader.propose(submissions.toSend(leader.own(), turn.millis()));
    }
    var known = succession.leader();
    if (known != null) {
      Consumer<Message> ask = question -> turn.send(known, question);
      if (!leader.isInOffice()) {
        submissions.forward(ask, succession.ballot(), turn.millis(), settings.batchBytes());
      }
      reads.forward(ask, succession.ballot(), turn.millis());
    }
  }

  /// The leader, or the node that relays to it; after that the others, known to be members or not.
  private Optional<NodeId> teacher(Turn turn, Set<NodeId> asked) {
    var relied = succession.reliedOn();
    var first = relied == null ? succession.otherLeader() : relied;
    var others = new TreeSet<>(learner.peers());
    others.addAll(peers.everHeard());
    others.remove(settings.self());
    return first == null || asked.contains(first)
        ? peers.mostKnowing(List.copyOf(others), asked, turn.millis())
        : Optional.of(first);
  }

  /// Done before a leader proposes: it must not stamp anything earlier than what it has just
  /// learned.
  private void settle(Time now, Decision decision) {
    clock.decided(decision.proposal(), now);
    if (decision.proposal() instanceof Batch(_, var commands)) {
      commands.forEach(command -> submissions.remove(command.id()));
    }
  }

  /// When [#step] is to be called even if nothing came in; monotonic milliseconds. At least once a
  /// heartbeat, whether this node leads or not, so that every node notices its own pauses alike.
  public long deadline(Time now) {
    var asking = Math.min(submissions.deadline(), reads.deadline());
    var calling = leader.isPassive() && learner.isMember() ? succession.deadline() : Long.MAX_VALUE;
    var leading = Math.min(calling, leader.deadline(now));
    var waiting = Math.min(leading, succession.leader() == null ? Long.MAX_VALUE : asking);
    var unasked = Math.min(greetingAt(), steppedAt + settings.heartbeatMillis());
    return Math.min(waiting, Math.min(learner.deadline(), unasked));
  }

  private long greetingAt() {
    return greetedAt + (long) GREETING_HEARTBEATS * settings.heartbeatMillis();
  }

  /// Whether a submitted command has left this node, or was proposed here: it may then take effect
  /// whatever becomes of its caller.
  public boolean mayTakeEffect(CommandId id) {
    return submissions.wasSent(id);
  }

  public Ballot promised() {
    return acceptor.promised();
  }

  public Slot decided() {
    return learner.decided();
  }

  /// Whether this node decides with the others; otherwise it only learns.
  public boolean isMember() {
    return learner.isMember();
  }

  public Memberships memberships() {
    return learner.memberships();
  }

  /// Whether every change of the members has taken effect, and nobody who left is needed any more.
  public boolean isSettled() {
    var memberships = learner.memberships();
    return memberships.areSettled() && memberships.latest().accepting().isMetBy(this::keeps);
  }

  public @Nullable NodeId leader() {
    return succession.leader();
  }

  /// The peer that relays between this node and the leader; null if none is needed.
  public @Nullable NodeId reliedOn() {
    return succession.reliedOn();
  }

  /// Whether no leader has been known for longer than a change of leaders takes.
  public boolean isLeaderless(Time now) {
    return succession.isLeaderless(now.millis());
  }

  public boolean isReachable(NodeId peer, Time now) {
    return peers.isReachable(peer, now.millis());
  }

  /// How far a member, as far as this node heard, knows the log to be decided.
  public Slot decidedBy(NodeId member) {
    return member.equals(settings.self()) ? learner.decided() : peers.decidedBy(member);
  }
}

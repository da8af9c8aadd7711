package dev.parterre.paxos;

import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.Effects;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Input;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.Notice;
import dev.parterre.paxos.core.Replica;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.core.Settings;
import dev.parterre.paxos.core.Time;
import dev.parterre.paxos.http.Transport;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Founders;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a node's one thread does in each turn: take what waits, step the replica, then disk, wire
/// and state machine, in this order.
///
/// A thread calls [#turn] in production; the simulation calls it by hand. What other threads want
/// goes through the [#reception].
public final class EventLoop<S extends StateMachine> {

  private static final int MAILBOX_FACTOR = 4;

  private final Settings settings;
  private final NodeConfiguration.Limits limits;
  private final PaxosLog log;
  private final Supplier<Time> clock;
  private final NodeObserver observer;
  private final Mailbox<Item<S>> mailbox;
  private final Reception<S> reception;
  private final List<Input> loopback = new ArrayList<>();
  private final Digests digests = new Digests();
  private final ReplicatedState<S> state;
  private final Archive<S> archive;
  private final Fetching fetching;
  private final Callers<S> callers;
  private final Operators operators;
  private final Confirmations<S> confirmations;
  private final Applier<S> applier;
  private final Comparison comparison;
  private final MembersNews members = new MembersNews();
  private final Levels levels;
  private final Relays relays;
  private final Replica replica;
  private Transport transport = new Transport.Silent();
  private boolean founded;
  private @Nullable Rules told;
  private OptionalLong due = OptionalLong.empty();
  private volatile Known known;
  private Input.@Nullable Forced forced;
  private boolean unforced;
  private int unforcedRecords;

  /// The members from the next slot to be applied on.
  private record Known(Memberships memberships, Slot next) {}

  /// What a node runs on.
  ///
  /// @param seed for the replica's random patience, and for when its snapshots are due
  /// @param aside runs, on another thread, what would hold up the event loop
  public record Ground(
      PaxosLog log, Supplier<Time> clock, long seed, Executor aside, NodeObserver observer) {}

  /// Recovers a node from its snapshot and its log: applies everything that the log knows to be
  /// decided.
  ///
  /// @param founders the members, as long as there is no snapshot that names them
  public EventLoop(
      Settings settings,
      NodeConfiguration.Limits limits,
      NodeConfiguration.Timing timing,
      Memberships founders,
      S machine,
      Ground ground)
      throws IOException {
    this.settings = settings;
    this.limits = limits;
    var itemsMax = MAILBOX_FACTOR * limits.waitingCommands();
    mailbox = new Mailbox<>(itemsMax, 2 * waitingBytes(limits), Item::bytes);
    reception = new Reception<>(mailbox);
    log = ground.log();
    clock = ground.clock();
    observer = ground.observer();
    state = new ReplicatedState<>(machine, observer);
    archive =
        new Archive<>(
            log, state, limits, ground.aside(), observer, ground.seed(), reception.archiveEnds());
    fetching = new Fetching(log.snapshots());
    callers =
        new Callers<>(
            state, limits.waitingCommands(), waitingBytes(limits), timing.deadlineMillis());
    relays = new Relays(settings);
    operators = new Operators(timing.resendMillis(), timing.deadlineMillis());
    applier =
        new Applier<>(
            log, limits.batchBytes(), observer, state, archive, callers, operators, digests);
    comparison = new Comparison(settings.self(), settings.heartbeatMillis(), digests, observer);
    levels = new Levels(settings.self(), machine.newestLevel());
    replica = recover(founders, ground.seed());
    confirmations = new Confirmations<>(callers, operators, this::objectionNow, replica::isSettled);
    known = known();
  }

  /// The most bytes of commands that may wait at once.
  private static long waitingBytes(NodeConfiguration.Limits limits) {
    return limits.commandBytes() + (long) limits.windowSlots() * limits.batchBytes();
  }

  private Replica recover(Memberships founders, long seed) throws IOException {
    var recovered = log.recovered();
    var found = applier.restore();
    if (found == null && founders.areKnown() && recovered.decided().equals(Slot.NONE)) {
      archive.found(founders);
    }
    var known =
        new Replica(
            settings,
            recovered.promised(),
            recovered.accepted(),
            recovered.decided(),
            found == null ? founders : found.memberships(),
            seed,
            clock.get());
    known.snapshotTook(state.stampMillis());
    applier.readLog(recovered.decided(), known::recovered);
    applier.catchUp(recovered.decided());
    return known;
  }

  public Reception<S> reception() {
    return reception;
  }

  /// @param listener told who the members are, now and after each change; must not block
  void tellMembers(Consumer<Memberships> listener) {
    members.tell(listener, replica.memberships());
  }

  /// Sets where envelopes go from now on.
  public void connect(Transport transport) {
    this.transport = transport;
    members.connect(transport, replica.memberships(), replica.decided());
  }

  /// Takes everything that waits, and carries out what follows from it.
  ///
  /// @throws IOException when the log failed: there must not be another turn
  public void turn() throws IOException {
    var now = clock.get();
    var effects = replica.step(now, takeWhatWaits(now));
    send(effects.now());
    write(effects);
    send(effects.afterForce());
    effects.decisions().forEach(applier::apply);
    applier.release(replica.decided());
    for (var notice : effects.notices()) {
      heed(notice);
    }
    teachReliers(now);
    askForTick();
    raiseLevel(now);
    tellWhoWaits(now);
    members.endTurn(replica.memberships(), replica.decided());
    var whole = applied().equals(replica.decided());
    archive.endTurn(applied(), whole ? replica.memberships() : null, now.millis());
    compareStates(now);
    known = known();
  }

  private Known known() {
    return new Known(replica.memberships(), applied().next());
  }

  private List<Input> takeWhatWaits(Time now) throws IOException {
    var inputs = new ArrayList<>(loopback);
    loopback.clear();
    for (var item : mailbox.drain()) {
      take(item, now, inputs);
    }
    if (forced != null) {
      inputs.add(forced);
      forced = null;
    }
    tellRules(inputs);
    return inputs;
  }

  private void take(Item<S> item, Time now, List<Input> inputs) throws IOException {
    switch (item) {
      case Item.Submission<S>(var command, var reply) ->
          add(callers.submitted(command, reply, now.millis()), inputs);
      case Item.Read<S>(var consistency, var query) ->
          add(callers.asked(consistency, query, now.millis()), inputs);
      case Item.Delivery<S>(var envelopes) -> receive(envelopes, inputs);
      case Item.Receiving<S>(var peer) -> inputs.add(new Input.Receiving(peer));
      case Item.Lost<S>(var peer) -> inputs.add(new Input.Unreachable(peer));
      case Item.LevelSaid<S>(var peer, var level) -> levels.said(peer, level);
      case Item.ChangeAsked<S>(var change, var reply) -> {
        if (operators.asked(change, reply, now.millis())) {
          inputs.add(new Input.ChangeAsked(change));
        }
      }
      case Item.HandOver<S>(var to, var done) -> {
        if (to.isEmpty() || operators.asked(to.get(), done, now.millis())) {
          inputs.add(new Input.HandOver(to));
        }
      }
      case Item.DirectiveAsked<S>(var directive, var reply) -> {
        var objection = applier.objection(directive);
        if (objection != null) {
          reply.complete(new DirectiveReply.Refused(objection));
        } else if (operators.asked(directive, reply, now.millis())) {
          inputs.add(new Input.DirectiveAsked(directive));
        }
      }
      case Item.SnapshotFetched<S> _ -> archive.fetched();
      case Item.SnapshotGone<S>(var peer, var snapshot) ->
          fetching.gone(new Fetching.Offer(peer, snapshot));
      case Item.SnapshotRead<S>(var found) -> install(found, inputs);
      case Item.SnapshotNotRead<S>(var failure) -> archive.notRead(failure, now.millis());
      case Item.SnapshotWritten<S>(var failure) ->
          archive.written(failure, applied(), now.millis());
      case Item.StatusAsked<S>(var status) -> status.complete(status(now));
      case Item.BackupAsked<S>(var clusterId, var reply) ->
          reply.complete(
              new Answer.Found<>(
                  state.index(),
                  applier.backup(clusterId, settings.self(), replica.memberships())));
    }
  }

  private static void add(@Nullable Input input, List<Input> inputs) {
    if (input != null) {
      inputs.add(input);
    }
  }

  private void receive(List<Envelope> envelopes, List<Input> inputs) {
    var course = course();
    var onward = new ArrayList<Envelope>();
    for (var envelope : envelopes) {
      add(relays.received(envelope, course, onward), inputs);
    }
    if (!onward.isEmpty()) {
      transport.send(onward);
    }
  }

  private Relays.Course course() {
    var members = replica.memberships().latest().ids();
    return new Relays.Course(replica.leader(), replica.reliedOn(), members, clock.get().millis());
  }

  /// Comes before all other inputs: decisions that came in with it are either older or follow it.
  private void install(Archive.Found found, List<Input> inputs) throws IOException {
    archive.wasRead();
    if (!found.slot().isAfter(applied()) && replica.memberships().areKnown()) {
      return;
    }
    applier.install(found);
    inputs.addFirst(new Input.Installed(applied(), found.memberships(), state.stampMillis()));
    applier.catchUp(replica.decided());
  }

  /// Tells the replica which rules the state goes by, or with which ones it is to be founded.
  private void tellRules(List<Input> inputs) {
    var rules = state.isFounded() ? state.rules() : limits.rules();
    if (!rules.equals(told) || founded != state.isFounded()) {
      told = rules;
      founded = state.isFounded();
      var level = state.index() == 0 ? state.machine().newestLevel() : FormatLevel.FIRST;
      var founding = new Directive.FoundRules(rules, level);
      inputs.addFirst(new Input.Ruled(rules, founded ? Optional.empty() : Optional.of(founding)));
    }
  }

  /// A message to this node itself is taken in the next turn, so that its own vote, too, counts
  /// only when it is on disk.
  private void send(List<Envelope> envelopes) {
    var abroad = new ArrayList<Envelope>(envelopes.size());
    var course = course();
    for (var envelope : envelopes) {
      if (envelope.to().equals(settings.self())) {
        loopback.add(new Input.Received(envelope.from(), envelope.message()));
      } else {
        relays.send(envelope, course, abroad);
      }
    }
    if (!abroad.isEmpty()) {
      transport.send(abroad);
    }
  }

  /// Appends, and forces what others will rely on: one force for everything that the turn wrote.
  private void write(Effects effects) throws IOException {
    if (!effects.writes().isEmpty()) {
      log.append(effects.writes());
      unforced = true;
      unforcedRecords += effects.writes().size();
    }
    var binding = bindsAny(effects.writes());
    if (unforced && (binding || !effects.afterForce().isEmpty())) {
      var start = System.nanoTime();
      var before = clock.get().millis();
      log.force();
      forced = new Input.Forced(clock.get().millis() - before);
      observer.forced(System.nanoTime() - start, unforcedRecords);
      unforced = false;
      unforcedRecords = 0;
    }
  }

  private static boolean bindsAny(List<LogRecord> writes) {
    for (var write : writes) {
      if (write.binds()) {
        return true;
      }
    }
    return false;
  }

  private void heed(Notice notice) throws IOException {
    switch (notice) {
      case Notice.ReadReady(var number, var slot) -> callers.readable(number, slot);
      case Notice.ElectionStarted(var ballot) -> observer.electionStarted(ballot);
      case Notice.LeaderChanged(var leader, var ballot, var why) ->
          observer.leaderChanged(leader, ballot, why);
      case Notice.CatchUp(var peer, var from) -> teach(peer, from);
      case Notice.StateTold(var peer, var slot, var digest) -> digests.heard(peer, slot, digest);
      case Notice.Offered(var peer, var slot, var bytes, var checksum) -> {
        var offer = new Fetching.Offer(peer, new Snapshot(slot, bytes, checksum));
        var chosen = fetching.choose(offer, applied());
        if (transport.fetch(chosen.peer(), chosen.snapshot())) {
          fetching.began(chosen);
        }
      }
      case Notice.ChangeEnded(var change, var objection) ->
          add(confirmations.ended(change, objection, clock.get().millis()), loopback);
      case Notice.HeldUp heldUp -> observer.heldUp(heldUp);
      case Notice.TimeWithheld(var millis) -> observer.timeWithheld(millis);
      case Notice.MembersChanged(var memberships) -> {
        members.changed(memberships, replica.decided());
        observer.membersChanged(memberships);
      }
    }
  }

  private void teachReliers(Time now) throws IOException {
    var lessons = new HashMap<NodeId, Slot>();
    relays.endTurn(replica.decided(), now.millis(), replica::decidedBy, lessons::put);
    for (var lesson : lessons.entrySet()) {
      teach(lesson.getKey(), lesson.getValue());
    }
  }

  private void teach(NodeId peer, Slot from) throws IOException {
    var lesson = archive.lesson(from, replica.decided());
    if (lesson != null) {
      send(List.of(new Envelope(settings.self(), peer, lesson)));
    }
  }

  private void askForTick() {
    var next = state.machine().nextDueMillis();
    if (!next.equals(due)) {
      due = next;
      loopback.add(new Input.Due(next));
    }
  }

  private void raiseLevel(Time now) {
    var leads = settings.self().equals(replica.leader());
    if (leads && state.isFounded() && applier.held() == null) {
      var members = replica.memberships().idsFrom(replica.decided().next());
      levels
          .toRaise(state.level(), members, now.millis())
          .ifPresent(it -> loopback.add(new Input.DirectiveAsked(it)));
    }
  }

  /// Answers callers whose deadline has passed, and asks again for what may have been lost.
  private void tellWhoWaits(Time now) {
    callers.endTurn(applied(), now.millis(), replica::mayTakeEffect, this::abandon);
    if (replica.isLeaderless(now)) {
      callers.refuse(replica::mayTakeEffect, this::abandon);
    }
    operators.askAgain(now.millis(), it -> loopback.add(new Input.DirectiveAsked(it)));
    operators.endTurn(
        replica.leader(), confirmations::isSettled, now.millis(), this::handOverAgain);
  }

  private Optional<Change.Objection> objectionNow(Change change) {
    return Optional.ofNullable(replica.memberships().objection(replica.decided().next(), change));
  }

  private void handOverAgain(NodeId to) {
    loopback.add(new Input.HandOver(Optional.of(to)));
  }

  private void abandon(CommandId id) {
    loopback.add(new Input.Abandoned(id));
  }

  private void compareStates(Time now) throws IOException {
    if (applier.held() == null && comparison.isDue(now.millis())) {
      var members = replica.memberships().idsFrom(replica.decided().next());
      comparison.judge(members);
      send(comparison.toTell(members, now.millis()));
    }
  }

  /// The newest format level that this program reads. May be called on any thread.
  int newestLevel() {
    return state.machine().newestLevel();
  }

  /// The last slot that has been applied.
  public Slot applied() {
    return applier.applied();
  }

  /// Waits until there is something to do.
  void await() {
    var now = clock.get().millis();
    var until = deadline();
    if (until > now) {
      mailbox.await(until - now);
    }
  }

  /// Ends [#await].
  void wake() {
    mailbox.wake();
  }

  /// When the next turn is due even if nothing comes in; monotonic milliseconds.
  public long deadline() {
    var now = clock.get();
    return loopback.isEmpty() ? earliest(now) : now.millis();
  }

  private long earliest(Time now) {
    var asked = Math.min(callers.deadline(), operators.deadline());
    return Math.min(replica.deadline(now), Math.min(asked, archive.deadline(now.millis())));
  }

  /// Why a change would be refused, as far as this node knows; may be called on any thread.
  Change.@Nullable Objection objection(Change change) {
    var now = known;
    return now.memberships.objection(now.next, change);
  }

  /// The founders of the cluster, as far as this node knows; may be called on any thread.
  Founders founders() {
    return known.memberships.founders();
  }

  /// Answers everyone who waits. Called when the loop has ended.
  ///
  /// @return the last status of the node
  Status dismissCallers() {
    var last = status(clock.get());
    reception.dismiss(last);
    callers.dismiss();
    operators.dismiss();
    return last;
  }

  private Status status(Time now) {
    var snapshot = log.snapshots().last();
    var kept = snapshot == null ? Slot.NONE : snapshot.slot();
    return Status.of(
        settings.self(), replica, state, applied(), applier.held(), kept, digests, now);
  }
}

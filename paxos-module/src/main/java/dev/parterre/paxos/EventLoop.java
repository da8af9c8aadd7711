package dev.parterre.paxos;

import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Effects;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Input;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.Memberships;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.core.Notice;
import dev.parterre.paxos.core.Replica;
import dev.parterre.paxos.core.Settings;
import dev.parterre.paxos.core.Slot;
import dev.parterre.paxos.core.Time;
import dev.parterre.paxos.http.Transport;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.snapshot.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one thread's way through a node: take what waits, step the replica, disk, wire, machine.
///
/// A thread calls [#turn] in production; the simulation calls it by hand. What any thread may call
/// is in [Reception], and only puts something into the mailbox.
public final class EventLoop<S extends StateMachine> extends Reception<S> {

  private static final int MAILBOX_FACTOR = 4;

  private final Settings settings;
  private final NodeConfiguration.Limits limits;
  private final PaxosLog log;
  private final Supplier<Time> clock;
  private final NodeObserver observer;
  private final List<Input> loopback = new ArrayList<>();
  private final List<Runnable> turnEnded = new ArrayList<>();
  private final ReplicatedState<S> state;
  private final Archive<S> archive;
  private final Callers<S> callers;
  private final Operators operators;
  private final Relays relays;
  private final Replica replica;
  private Transport transport = new Transport.Silent();
  private Slot applied = Slot.NONE;
  private OptionalLong due = OptionalLong.empty();
  private boolean unforced;
  private int unforcedRecords;

  /// What a node stands on.
  ///
  /// @param seed of the replica's random patience
  /// @param aside runs what would hold up the event loop
  public record Ground(
      PaxosLog log, Supplier<Time> clock, long seed, Executor aside, NodeObserver observer) {}

  /// Recovers a node from its snapshot and its log: applies all that the log knows to be decided.
  ///
  /// @param founders who decides as long as there is no snapshot that says it
  public EventLoop(
      Settings settings,
      NodeConfiguration.Limits limits,
      NodeConfiguration.Timing timing,
      Memberships founders,
      S machine,
      Ground ground)
      throws IOException {
    super(MAILBOX_FACTOR * limits.waitingCommands(), 2 * waitingBytes(limits));
    this.settings = settings;
    this.limits = limits;
    log = ground.log();
    clock = ground.clock();
    observer = ground.observer();
    state = new ReplicatedState<>(machine, limits);
    archive =
        new Archive<>(
            log,
            state,
            limits,
            ground.aside(),
            observer,
            failure -> mailbox.put(new Item.SnapshotWritten<>(failure)));
    callers =
        new Callers<>(
            state, limits.waitingCommands(), waitingBytes(limits), timing.deadlineMillis());
    relays = new Relays(settings);
    operators = new Operators(timing.resendMillis(), timing.deadlineMillis());
    replica = recover(founders, ground.seed());
  }

  /// Of the commands that may wait at once.
  private static long waitingBytes(NodeConfiguration.Limits limits) {
    return limits.commandBytes() + (long) limits.windowSlots() * limits.batchBytes();
  }

  private Replica recover(Memberships founders, long seed) throws IOException {
    var recovered = log.recovered();
    var found = archive.restore();
    if (found == null && founders.areKnown() && recovered.decided().equals(Slot.NONE)) {
      archive.found(founders);
    }
    applied = found == null ? Slot.NONE : found.slot();
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
    while (recovered.decided().isAfter(applied)) {
      var decisions = log.read(applied.next(), limits.batchBytes());
      check(!decisions.isEmpty(), "the log holds every slot that it calls decided");
      decisions.forEach(known::recovered);
      decisions.forEach(this::apply);
    }
    return known;
  }

  /// Where envelopes go from now on.
  public void connect(Transport transport) {
    this.transport = transport;
    reach(replica.memberships());
  }

  private void reach(Memberships memberships) {
    if (memberships.areKnown()) {
      var addresses = new HashMap<NodeId, URI>();
      memberships
          .addressesFrom(applied.next())
          .forEach((id, address) -> addresses.put(id, URI.create(address)));
      transport.reach(addresses);
    }
  }

  /// Takes everything that waits, and does what follows from it.
  ///
  /// @throws IOException when the log failed: the node must not take another turn
  public void turn() throws IOException {
    var now = clock.get();
    var inputs = new ArrayList<>(loopback);
    loopback.clear();
    for (var item : mailbox.drain()) {
      take(item, now, inputs);
    }
    var effects = replica.step(now, inputs);
    send(effects.now());
    write(effects);
    send(effects.afterForce());
    effects.decisions().forEach(this::apply);
    for (var notice : effects.notices()) {
      heed(notice);
    }
    teachReliers(now);
    askForTick();
    callers.endTurn(applied, now.millis(), replica::mayTakeEffect, this::abandon);
    if (replica.isLeaderless(now)) {
      callers.refuse(replica::mayTakeEffect, this::abandon);
    }
    var ruling = replica.memberships().areSettled();
    operators.endTurn(replica.leader(), ruling, now.millis(), this::handOverAgain);
    archive.endTurn(applied, replica.memberships());
    turnEnded.forEach(Runnable::run);
    turnEnded.clear();
  }

  private void take(Item<S> item, Time now, List<Input> inputs) throws IOException {
    switch (item) {
      case Item.Submission<S>(var command, var reply) -> {
        var input = callers.submitted(command, reply, now.millis());
        if (input != null) {
          inputs.add(input);
        }
      }
      case Item.Read<S>(var linearizable, var minIndex, var query) -> {
        var input = callers.asked(linearizable, minIndex, query, now.millis());
        if (input != null) {
          inputs.add(input);
        }
      }
      case Item.Delivery<S>(var envelopes, var ended) -> {
        envelopes.forEach(each -> receive(each, inputs));
        turnEnded.add(ended);
      }
      case Item.Lost<S>(var peer) -> inputs.add(new Input.Unreachable(peer));
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
      case Item.SnapshotFetched<S>(var snapshot) -> install(snapshot, inputs);
      case Item.SnapshotWritten<S>(var failure) -> written(failure);
      case Item.StatusAsked<S>(var status) -> status.complete(status(now));
    }
  }

  private void receive(Envelope envelope, List<Input> inputs) {
    var onward = new ArrayList<Envelope>();
    var input = relays.received(envelope, course(), onward);
    if (input != null) {
      inputs.add(input);
    }
    if (!onward.isEmpty()) {
      transport.send(onward);
    }
  }

  private Relays.Course course() {
    var members = replica.memberships().latest().ids();
    return new Relays.Course(replica.leader(), replica.reliedOn(), members, clock.get().millis());
  }

  /// Goes before all else that came in: decisions that come with it are older, or follow on it.
  private void install(Snapshot snapshot, List<Input> inputs) throws IOException {
    if (snapshot.slot().isAfter(applied) || !replica.memberships().areKnown()) {
      var found = archive.restore();
      if (found == null) {
        throw new IllegalStateException("broken: a snapshot that was fetched is kept");
      }
      log.installed(found.slot());
      applied = found.slot();
      callers.restored();
      inputs.addFirst(new Input.Installed(applied, found.memberships(), state.stampMillis()));
      observer.snapshotKept(applied, snapshot.bytes(), true);
    }
  }

  private void written(@Nullable IOException failure) throws IOException {
    archive.written(applied);
    var last = log.snapshots().last();
    if (failure != null) {
      observer.snapshotFailed(failure);
    } else if (last != null) {
      observer.snapshotKept(last.slot(), last.bytes(), false);
    }
  }

  /// A message to this node itself takes the next turn; its own vote, too, counts only when it is
  /// on disk.
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

  /// Appends, and forces what others will rely on. One force for all that the turn wrote.
  private void write(Effects effects) throws IOException {
    if (!effects.writes().isEmpty()) {
      log.append(effects.writes());
      unforced = true;
      unforcedRecords += effects.writes().size();
    }
    var binding = bindsAny(effects.writes());
    if (unforced && (binding || !effects.afterForce().isEmpty())) {
      var start = System.nanoTime();
      log.force();
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

  private void apply(Decision decision) {
    check(decision.slot().equals(applied.next()), "decisions are applied in slot order (R2)");
    applied = decision.slot();
    archive.count(decision);
    observer.applied(state.apply(decision, callers::applied));
  }

  private void heed(Notice notice) throws IOException {
    switch (notice) {
      case Notice.ReadReady(var number, var slot) -> callers.readable(number, slot);
      case Notice.ElectionStarted(var ballot) -> observer.electionStarted(ballot);
      case Notice.LeaderChanged(var leader, var ballot, var why) ->
          observer.leaderChanged(leader, ballot, why);
      case Notice.CatchUp(var peer, var from) -> teach(peer, from);
      case Notice.Offered(var peer, var slot, var bytes, var checksum) ->
          transport.fetch(peer, new Snapshot(slot, bytes, checksum));
      case Notice.ChangeEnded(var change, var objection) -> operators.ended(change, objection);
      case Notice.TimeWithheld(var millis) -> observer.timeWithheld(millis);
      case Notice.MembersChanged(var memberships) -> {
        reach(memberships);
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

  /// Tells what was decided from a slot on: the log, as far as it goes back; else a snapshot.
  private void teach(NodeId peer, Slot from) throws IOException {
    @Nullable Message lesson;
    if (log.first().isAfter(from)) {
      lesson = archive.offer();
    } else {
      var decisions = log.read(from, limits.batchBytes());
      lesson = decisions.isEmpty() ? null : new Message.Decided(decisions, replica.decided());
    }
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

  private void handOverAgain(NodeId to) {
    loopback.add(new Input.HandOver(Optional.of(to)));
  }

  private void abandon(CommandId id) {
    loopback.add(new Input.Abandoned(id));
  }

  /// Waits until something is there to be done.
  void await() {
    var now = clock.get().millis();
    var until = deadline();
    if (until > now) {
      mailbox.await(until - now);
    }
  }

  /// When the next turn is due although nothing comes in; monotonic milliseconds.
  public long deadline() {
    var now = clock.get();
    return loopback.isEmpty() ? earliest(now) : now.millis();
  }

  private long earliest(Time now) {
    var asked = Math.min(callers.deadline(), operators.deadline());
    return Math.min(replica.deadline(now), asked);
  }

  /// Ends all waiting, for whoever stops the loop.
  ///
  /// @return how the node ended
  Status dismissCallers() {
    var last = status(clock.get());
    dismiss(last);
    callers.dismiss();
    operators.dismiss();
    return last;
  }

  private Status status(Time now) {
    var snapshot = log.snapshots().last();
    var members =
        replica.memberships().addressesFrom(applied.next()).entrySet().stream()
            .map(member -> status(member.getKey(), member.getValue(), now))
            .toList();
    return new Status(
        settings.self(),
        replica.leader(),
        replica.promised(),
        replica.decided(),
        applied,
        state.index(),
        state.digest(),
        snapshot == null ? Slot.NONE : snapshot.slot(),
        replica.isMember(),
        members);
  }

  private Status.Member status(NodeId id, String address, Time now) {
    return new Status.Member(id, address, replica.isReachable(id, now), replica.decidedBy(id));
  }

  private static void check(boolean holds, String invariant) {
    if (!holds) {
      throw new IllegalStateException("broken: " + invariant);
    }
  }
}

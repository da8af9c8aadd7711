package dev.parterre.paxos;

import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.Effects;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Input;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Notice;
import dev.parterre.paxos.core.Proposal.Administer;
import dev.parterre.paxos.core.Replica;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.core.Settings;
import dev.parterre.paxos.core.Time;
import dev.parterre.paxos.http.Transport;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one thread's way through a node: take what waits, step the replica, disk, wire, machine.
///
/// A thread calls [#turn] in production; the simulation calls it by hand. What any thread may call
/// is in [Reception], and only puts something into the mailbox.
public final class EventLoop<S extends StateMachine> extends Reception<S> {

  private static final int MAILBOX_FACTOR = 4;

  /// As often as nodes greet one another.
  private static final long COMPARED_HEARTBEATS = 5;

  private final Settings settings;
  private final NodeConfiguration.Limits limits;
  private final PaxosLog log;
  private final Supplier<Time> clock;
  private final NodeObserver observer;
  private final List<Input> loopback = new ArrayList<>();
  private final Digests digests = new Digests();
  private final Set<Slot> passedOver = new HashSet<>();
  private final ReplicatedState<S> state;
  private final Archive<S> archive;
  private final Callers<S> callers;
  private final Operators operators;
  private final Relays relays;
  private final Replica replica;
  private Transport transport = new Transport.Silent();
  private Consumer<Memberships> membersListener = _ -> {};
  private Slot applied = Slot.NONE;

  /// What this slot decided could not be applied: nothing is, until it is passed over.
  private @Nullable Slot held;

  private boolean released;
  private boolean founded;
  private @Nullable Rules told;
  private long comparedAt;
  private OptionalLong due = OptionalLong.empty();
  private boolean settled = true;
  private volatile @Nullable Known known;
  private Input.@Nullable Forced forced;
  private boolean unforced;
  private int unforcedRecords;

  /// Who decides from the next slot on.
  private record Known(Memberships memberships, Slot next) {}

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
    state = new ReplicatedState<>(machine, observer);
    archive = new Archive<>(log, state, limits, ground.aside(), observer, ends());
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
    readDecided(recovered.decided(), known::recovered);
    applyDecided(recovered.decided());
    if (held == null) {
      digests.applied(applied, state.digest());
    }
    return known;
  }

  /// Applies what the log holds, but first looks through it for what is to be passed over.
  private void applyDecided(Slot last) throws IOException {
    readDecided(last, this::notePassedOver);
    readDecided(last, this::apply);
  }

  /// Hands on each decision after what is applied now.
  private void readDecided(Slot last, Consumer<Decision> reader) throws IOException {
    for (var next = applied.next(); !next.isAfter(last); ) {
      var decisions = log.read(next, limits.batchBytes());
      check(!decisions.isEmpty(), "the log holds every slot that it calls decided");
      decisions.stream().filter(each -> !each.slot().isAfter(last)).forEach(reader);
      next = decisions.getLast().slot().next();
    }
  }

  private void notePassedOver(Decision decision) {
    if (decision.proposal() instanceof Administer(Directive.PassOver(var slot))) {
      passedOver.add(slot);
    }
  }

  private Archive.Ends ends() {
    return new Archive.Ends() {
      @Override
      public void written(@Nullable IOException failure) {
        mailbox.put(new Item.SnapshotWritten<>(failure));
      }

      @Override
      public void read(Archive.Found found) {
        mailbox.put(new Item.SnapshotRead<>(found));
      }

      @Override
      public void notRead(IOException failure) {
        mailbox.put(new Item.SnapshotNotRead<>(failure));
      }
    };
  }

  /// @param listener told who the members are, now and whenever others are; must not block
  void tellMembers(Consumer<Memberships> listener) {
    membersListener = listener;
    listener.accept(replica.memberships());
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
          .addressesFrom(replica.decided().next())
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
    if (forced != null) {
      inputs.add(forced);
      forced = null;
    }
    tellRules(inputs);
    var effects = replica.step(now, inputs);
    send(effects.now());
    write(effects);
    send(effects.afterForce());
    effects.decisions().forEach(this::apply);
    release();
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
    operators.askAgain(now.millis(), it -> loopback.add(new Input.DirectiveAsked(it)));
    operators.endTurn(replica.leader(), ruling, now.millis(), this::handOverAgain);
    if (ruling && !settled) {
      // Who ruled before is gone only now.
      reach(replica.memberships());
      membersListener.accept(replica.memberships());
    }
    settled = ruling;
    var whole = applied.equals(replica.decided());
    archive.endTurn(applied, whole ? replica.memberships() : null, now.millis());
    compare(now);
    known = new Known(replica.memberships(), applied.next());
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
      case Item.Delivery<S>(var envelopes) -> envelopes.forEach(each -> receive(each, inputs));
      case Item.Receiving<S>(var peer) -> inputs.add(new Input.Receiving(peer));
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
      case Item.DirectiveAsked<S>(var directive, var reply) -> {
        if (mayBeAsked(directive, reply) && operators.asked(directive, reply, now.millis())) {
          inputs.add(new Input.DirectiveAsked(directive));
        }
      }
      case Item.SnapshotFetched<S> _ -> archive.fetched();
      case Item.SnapshotRead<S>(var found) -> install(found, inputs);
      case Item.SnapshotNotRead<S>(var failure) -> archive.notRead(failure, now.millis());
      case Item.SnapshotWritten<S>(var failure) -> archive.written(failure, applied, now.millis());
      case Item.StatusAsked<S>(var status) -> status.complete(status(now));
      case Item.BackupAsked<S>(var clusterId, var reply) ->
          reply.complete(new Answer.Found<>(state.index(), backup(clusterId)));
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

  private Backup backup(String clusterId) {
    var start = System.nanoTime();
    var head =
        new Backup.Head(
            clusterId,
            settings.self(),
            applied,
            state.index(),
            state.digest(),
            state.stampMillis(),
            replica.memberships());
    var capture = state.capture();
    observer.captured(System.nanoTime() - start);
    return new Backup(head, SnapshotContent.of(head.memberships(), capture));
  }

  /// What is passed over is lost: only where it stands in the way.
  private boolean mayBeAsked(Directive directive, CompletableFuture<DirectiveReply> reply) {
    if (directive instanceof Directive.PassOver(var slot) && !slot.equals(held)) {
      var where = held == null ? "this replica is held at no slot" : "it is held at slot " + held;
      reply.complete(
          new DirectiveReply.Refused("Slot " + slot + " cannot be passed over: " + where));
      return false;
    }
    return true;
  }

  /// Goes before all else that came in: decisions that come with it are older, or follow on it.
  private void install(Archive.Found found, List<Input> inputs) throws IOException {
    archive.wasRead();
    if (!found.slot().isAfter(applied) && replica.memberships().areKnown()) {
      return;
    }
    archive.became(found);
    log.installed(found.slot());
    applied = found.slot();
    digests.applied(applied, state.digest());
    free();
    callers.restored();
    inputs.addFirst(new Input.Installed(applied, found.memberships(), state.stampMillis()));
    observer.snapshotKept(applied, found.snapshot().bytes(), true);
    applyDecided(replica.decided());
  }

  /// The replica has those who lead found rules where there are none.
  private void tellRules(List<Input> inputs) {
    var rules = state.isFounded() ? state.rules() : limits.rules();
    if (!rules.equals(told) || founded != state.isFounded()) {
      told = rules;
      founded = state.isFounded();
      inputs.addFirst(new Input.Ruled(rules, founded));
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

  private void apply(Decision decision) {
    if (held != null) {
      notePassedOver(decision);
      released |= passedOver.contains(held);
      return;
    }
    check(decision.slot().equals(applied.next()), "decisions are applied in slot order (R2)");
    int commands;
    try {
      commands =
          passedOver.contains(decision.slot())
              ? state.passOver(decision, callers::applied)
              : state.apply(decision, callers::applied);
    } catch (ReplicatedState.Halt failure) {
      hold(decision.slot(), Objects.requireNonNull(failure.getCause()));
      return;
    }
    applied = decision.slot();
    archive.count(decision);
    digests.applied(applied, state.digest());
    observer.applied(commands);
    if (decision.proposal() instanceof Administer(var directive)) {
      operators.obeyed(directive);
    }
  }

  /// To end for it would not help: the next start would come to the same slot.
  private void hold(Slot slot, Throwable cause) {
    held = slot;
    callers.close();
    observer.held(slot, cause);
  }

  private void free() {
    if (held != null) {
      held = null;
      callers.open();
      observer.released();
    }
  }

  /// What is in the state is not known where it was held: it is made anew, without that slot.
  private void release() throws IOException {
    if (released) {
      released = false;
      var found = archive.restore();
      if (found == null) {
        throw new IOException("a slot is passed over: this replica is to be started again");
      }
      applied = found.slot();
      free();
      callers.restored();
      applyDecided(replica.decided());
    }
  }

  /// Tells the others the state as of some slot, and judges what they told.
  private void compare(Time now) throws IOException {
    if (held != null
        || now.millis() - comparedAt < COMPARED_HEARTBEATS * settings.heartbeatMillis()) {
      return;
    }
    comparedAt = now.millis();
    var members = replica.memberships().addressesFrom(replica.decided().next()).keySet();
    var slot = digests.toTell();
    if (slot != null) {
      var message = new Message.StateAt(slot, digests.of(slot));
      send(
          members.stream()
              .filter(member -> !member.equals(settings.self()))
              .map(member -> new Envelope(settings.self(), member, message))
              .toList());
    }
    var verdict = digests.judge(members);
    if (verdict != null) {
      verdict.apart().forEach(peer -> observer.apart(peer, verdict.slot()));
      if (verdict.outvoted()) {
        throw new IOException(
            "the state after slot %s is not the one that the majority of the members has"
                    .formatted(verdict.slot())
                + ": this replica must be replaced");
      }
    }
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
        var offered = new Snapshot(slot, bytes, checksum);
        transport.fetch(peer, archive.toFetch(offered, applied));
      }
      case Notice.ChangeEnded(var change, var objection) -> operators.ended(change, objection);
      case Notice.HeldUp heldUp -> observer.heldUp(heldUp);
      case Notice.TimeWithheld(var millis) -> observer.timeWithheld(millis);
      case Notice.MembersChanged(var memberships) -> {
        reach(memberships);
        membersListener.accept(memberships);
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

  /// How far decisions are applied.
  public Slot applied() {
    return applied;
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
    return Math.min(replica.deadline(now), Math.min(asked, archive.deadline(now.millis())));
  }

  /// What speaks against a change as far as this node knows; asked on any thread.
  Change.@Nullable Objection objection(Change change) {
    var now = known;
    return now == null ? null : now.memberships.objection(now.next, change);
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
        replica.memberships().addressesFrom(replica.decided().next()).entrySet().stream()
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
        state.stampMillis(),
        state.rules(),
        state.outcomeCount(),
        held,
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

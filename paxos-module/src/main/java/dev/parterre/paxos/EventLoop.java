package dev.parterre.paxos;

import dev.parterre.paxos.Callers.Query;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Effects;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Input;
import dev.parterre.paxos.core.LogRecord;
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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/// The one thread's way through a node: take what waits, step the replica, disk, wire, machine.
///
/// A thread calls [#turn] in production; the simulation calls it by hand. Everything else here may
/// be called from any thread and only puts something into the mailbox.
public final class EventLoop<S extends StateMachine> implements Transport.Inbox {

  private static final int MAILBOX_FACTOR = 4;

  private final Settings settings;
  private final NodeConfiguration.Limits limits;
  private final PaxosLog log;
  private final Supplier<Time> clock;
  private final NodeObserver observer;
  private final Mailbox<Item<S>> mailbox;
  private final List<Input> loopback = new ArrayList<>();
  private final List<Runnable> turnEnded = new ArrayList<>();
  private final ReplicatedState<S> state;
  private final Callers<S> callers;
  private final Replica replica;
  private Transport transport = new Transport.Silent();
  private Slot applied = Slot.NONE;
  private OptionalLong due = OptionalLong.empty();
  private boolean unforced;
  private int unforcedRecords;

  /// Recovers a node from its log: applies all that the log knows to be decided.
  ///
  /// @param seed of the replica's random patience
  public EventLoop(
      Settings settings,
      NodeConfiguration.Limits limits,
      NodeConfiguration.Timing timing,
      PaxosLog log,
      S machine,
      long seed,
      Supplier<Time> clock,
      NodeObserver observer)
      throws IOException {
    this.settings = settings;
    this.limits = limits;
    this.log = log;
    this.clock = clock;
    this.observer = observer;
    mailbox = new Mailbox<>(MAILBOX_FACTOR * limits.waitingCommands());
    state = new ReplicatedState<>(machine, limits);
    var windowBytes = (long) limits.windowSlots() * limits.batchBytes();
    var waitingBytes = limits.commandBytes() + windowBytes;
    callers = new Callers<>(state, limits.waitingCommands(), waitingBytes, timing.deadlineMillis());
    var recovered = log.recovered();
    replica =
        new Replica(
            settings,
            recovered.promised(),
            recovered.accepted(),
            recovered.decided(),
            seed,
            clock.get());
    replay(recovered.decided());
  }

  private void replay(Slot decided) throws IOException {
    while (decided.isAfter(applied)) {
      var decisions = log.read(applied.next(), limits.batchBytes());
      check(!decisions.isEmpty(), "the log holds every slot that it calls decided");
      decisions.forEach(replica::recovered);
      decisions.forEach(this::apply);
    }
  }

  /// Where envelopes go from now on.
  public void connect(Transport transport) {
    this.transport = transport;
  }

  /// See [PaxosNode#submit].
  public CompletableFuture<Reply> submit(Command command) {
    var reply = new CompletableFuture<Reply>();
    if (!mailbox.offer(new Item.Submission<>(command, reply))) {
      reply.complete(new Reply.Unavailable());
    }
    return reply;
  }

  /// See [PaxosNode#read] and [PaxosNode#readLocal].
  public <R> CompletableFuture<Answer<R>> read(
      boolean linearizable, long minIndex, Function<? super S, R> function) {
    var query = new Query<S, R>(function, new CompletableFuture<>());
    if (!mailbox.offer(new Item.Read<>(linearizable, minIndex, query))) {
      query.refuse();
    }
    return query.answer();
  }

  public CompletableFuture<Status> askStatus() {
    var status = new CompletableFuture<Status>();
    if (!mailbox.offer(new Item.StatusAsked<>(status))) {
      status.completeExceptionally(new IllegalStateException("the node is overloaded"));
    }
    return status;
  }

  @Override
  public boolean deliver(List<Envelope> envelopes, Runnable ended) {
    return mailbox.offer(new Item.Delivery<>(List.copyOf(envelopes), ended));
  }

  @Override
  public void unreachable(NodeId peer) {
    mailbox.offer(new Item.Lost<>(peer));
  }

  @Override
  public void fetched(Snapshot snapshot) {}

  /// Takes everything that waits, and does what follows from it.
  ///
  /// @throws IOException when the log failed: the node must not take another turn
  public void turn() throws IOException {
    var now = clock.get();
    var inputs = new ArrayList<>(loopback);
    loopback.clear();
    mailbox.drain().forEach(item -> take(item, now, inputs));
    var effects = replica.step(now, inputs);
    send(effects.now());
    write(effects);
    send(effects.afterForce());
    effects.decisions().forEach(this::apply);
    for (var notice : effects.notices()) {
      heed(notice);
    }
    askForTick();
    callers.endTurn(applied, now.millis(), replica::mayTakeEffect, this::abandon);
    turnEnded.forEach(Runnable::run);
    turnEnded.clear();
  }

  private void take(Item<S> item, Time now, List<Input> inputs) {
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
        envelopes.forEach(each -> inputs.add(new Input.Received(each.from(), each.message())));
        turnEnded.add(ended);
      }
      case Item.Lost<S>(var peer) -> inputs.add(new Input.Unreachable(peer));
      case Item.StatusAsked<S>(var status) -> status.complete(status(now));
    }
  }

  /// A message to this node itself takes the next turn; its own vote, too, counts only when it is
  /// on disk.
  private void send(List<Envelope> envelopes) {
    var abroad = new ArrayList<Envelope>(envelopes.size());
    for (var envelope : envelopes) {
      if (envelope.to().equals(settings.self())) {
        loopback.add(new Input.Received(envelope.from(), envelope.message()));
      } else {
        abroad.add(envelope);
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
    var binding = effects.writes().stream().anyMatch(LogRecord::binds);
    if (unforced && (binding || !effects.afterForce().isEmpty())) {
      var start = System.nanoTime();
      log.force();
      observer.forced(System.nanoTime() - start, unforcedRecords);
      unforced = false;
      unforcedRecords = 0;
    }
  }

  private void apply(Decision decision) {
    check(decision.slot().equals(applied.next()), "decisions are applied in slot order (R2)");
    applied = decision.slot();
    observer.applied(state.apply(decision, callers::applied));
  }

  private void heed(Notice notice) throws IOException {
    switch (notice) {
      case Notice.ReadReady(var number, var slot) -> callers.readable(number, slot);
      case Notice.ElectionStarted(var ballot) -> observer.electionStarted(ballot);
      case Notice.LeaderChanged(var leader, var ballot, var why) ->
          observer.leaderChanged(leader, ballot, why);
      case Notice.CatchUp(var peer, var from) -> {
        var decisions = log.read(from, limits.batchBytes());
        if (!decisions.isEmpty()) {
          var decided = new Message.Decided(decisions, replica.decided());
          send(List.of(new Envelope(settings.self(), peer, decided)));
        }
      }
    }
  }

  private void askForTick() {
    var next = state.machine().nextDueMillis();
    if (!next.equals(due)) {
      due = next;
      loopback.add(new Input.Due(next));
    }
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
    return loopback.isEmpty() ? Math.min(replica.deadline(now), callers.deadline()) : now.millis();
  }

  void wake() {
    mailbox.wake();
  }

  /// Ends all waiting, for whoever stops the loop.
  ///
  /// @return how the node ended
  Status dismissCallers() {
    var last = status(clock.get());
    for (var item : mailbox.close()) {
      switch (item) {
        case Item.Submission<S>(_, var reply) -> reply.complete(new Reply.Unavailable());
        case Item.Read<S>(_, _, var query) -> query.refuse();
        case Item.Delivery<S>(_, var ended) -> ended.run();
        case Item.Lost<S> _ -> {}
        case Item.StatusAsked<S>(var status) -> status.complete(last);
      }
    }
    callers.dismiss();
    return last;
  }

  private Status status(Time now) {
    var members =
        settings.electing().members().stream()
            .sorted()
            .map(id -> new Status.Member(id, replica.isReachable(id, now), replica.decidedBy(id)))
            .toList();
    return new Status(
        settings.self(),
        replica.leader(),
        replica.promised(),
        replica.decided(),
        applied,
        state.index(),
        state.digest(),
        members);
  }

  private static void check(boolean holds, String invariant) {
    if (!holds) {
      throw new IllegalStateException("broken: " + invariant);
    }
  }
}

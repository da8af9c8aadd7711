package dev.parterre.paxos;

import dev.parterre.paxos.ReplicatedState.Remembered;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Input;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The callers that wait at this node for an outcome or a read, each until its deadline. Used by
/// the event loop's thread only.
final class Callers<S extends StateMachine> {

  private record Waiter(Command command, CompletableFuture<Reply> reply, long deadline) {}

  /// A read that waits until the state is recent enough, or its deadline has passed.
  private static final class Reader<S extends StateMachine> {
    final Consistency consistency;

    /// Among the linearizable reads.
    final long number;

    final Query<S, ?> query;
    final long deadline;

    /// The slot that has to be applied first, once the leader has named it.
    @Nullable Slot slot;

    Reader(Consistency consistency, long number, Query<S, ?> query, long deadline) {
      this.consistency = consistency;
      this.number = number;
      this.query = query;
      this.deadline = deadline;
    }
  }

  /// A question to the state, and the future that gets its answer.
  record Query<S extends StateMachine, R>(
      Function<? super S, R> function, CompletableFuture<Answer<R>> answer) {

    void ask(ReplicatedState<S> state) {
      try {
        var value = function.apply(state.machine());
        answer.complete(new Answer.Found<>(state.index(), value));
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    }

    void refuse() {
      answer.complete(new Answer.Unavailable<>());
    }
  }

  private final ReplicatedState<S> state;
  private final int waitingMax;
  private final long waitingBytesMax;
  private final long deadlineMillis;
  private final Map<CommandId, Waiter> waiting = new HashMap<>();
  private final ArrayDeque<Waiter> byDeadline = new ArrayDeque<>();
  private final ArrayDeque<Reader<S>> readers = new ArrayDeque<>();
  private boolean closed;
  private long lastRead;
  private long waitingBytes;

  /// @param waitingMax how many callers, and as many readers, may wait at once
  /// @param waitingBytesMax the most bytes of commands that may wait at once
  Callers(ReplicatedState<S> state, int waitingMax, long waitingBytesMax, long deadlineMillis) {
    this.state = state;
    this.waitingMax = waitingMax;
    this.waitingBytesMax = waitingBytesMax;
    this.deadlineMillis = deadlineMillis;
  }

  /// @return the input for the replica; null if the caller could be answered
  @Nullable Input submitted(Command command, CompletableFuture<Reply> reply, long nowMillis) {
    var known = closed ? null : state.remembered(command.id());
    if (known != null) {
      reply.complete(reply(command, known));
    } else if (waiting.containsKey(command.id())) {
      reply.complete(new Reply.InProgress());
    } else if (closed
        || waiting.size() >= waitingMax
        || waitingBytes + command.payload().length > waitingBytesMax) {
      reply.complete(new Reply.Unavailable());
    } else {
      var waiter = new Waiter(command, reply, nowMillis + deadlineMillis);
      waiting.put(command.id(), waiter);
      byDeadline.add(waiter);
      waitingBytes += command.payload().length;
      return new Input.Submitted(command.bornAt(state.index()));
    }
    return null;
  }

  /// @return the input for the replica; null if the read could be answered or refused
  @Nullable Input asked(Consistency consistency, Query<S, ?> query, long nowMillis) {
    if (closed || readers.size() >= waitingMax) {
      query.refuse();
      return null;
    }
    if (consistency instanceof Consistency.AtLeast(var index) && state.index() >= index) {
      query.ask(state);
      return null;
    }
    readers.add(new Reader<>(consistency, lastRead + 1, query, nowMillis + deadlineMillis));
    return switch (consistency) {
      case Consistency.Linearizable() -> new Input.ReadAsked(++lastRead);
      case Consistency.AtLeast _ -> null;
    };
  }

  /// The state may be half changed: nobody sees it until [#open].
  void close() {
    closed = true;
    readers.forEach(reader -> reader.query.refuse());
    readers.clear();
  }

  void open() {
    closed = false;
  }

  /// A command was applied, now or before: its caller, if it waits here, is answered.
  void applied(Command command, @Nullable Remembered remembered) {
    var waiter = waiting.remove(command.id());
    if (waiter != null) {
      waitingBytes -= waiter.command.payload().length;
      waiter.reply.complete(
          remembered == null ? new Reply.OutcomeUnknown() : reply(waiter.command, remembered));
    }
  }

  /// Another state replaced this node's own: it may hold the outcomes of commands that wait here.
  void restored() {
    for (var waiter : List.copyOf(waiting.values())) {
      var known = state.remembered(waiter.command.id());
      if (known != null) {
        applied(waiter.command, known);
      }
    }
  }

  private static Reply reply(Command command, Remembered remembered) {
    var outcome = remembered.outcome();
    if (command.fingerprint() != remembered.fingerprint()) {
      return new Reply.Reused();
    }
    return outcome == null
        ? new Reply.Failed(remembered.index())
        : new Reply.Applied(remembered.index(), outcome);
  }

  /// Reads up to `number` may be answered once `slot` is applied.
  void readable(long number, Slot slot) {
    for (var reader : readers) {
      if (reader.number <= number && reader.slot == null) {
        reader.slot = slot;
      }
    }
  }

  /// Called after a turn: answers the reads for which the state is recent enough, and those whose
  /// deadline has passed.
  ///
  /// @param mayTakeEffect whether a command has left this node, so that it may still take effect
  /// @param abandoned told of each command whose caller no longer waits
  void endTurn(
      Slot applied,
      long nowMillis,
      Predicate<CommandId> mayTakeEffect,
      Consumer<CommandId> abandoned) {
    readers.removeIf(reader -> isAnswered(reader, applied, nowMillis));
    while (!byDeadline.isEmpty() && isOver(byDeadline.peek(), nowMillis)) {
      var waiter = byDeadline.remove();
      if (waiting.remove(waiter.command.id(), waiter)) {
        waitingBytes -= waiter.command.payload().length;
        var unknown = mayTakeEffect.test(waiter.command.id());
        waiter.reply.complete(unknown ? new Reply.OutcomeUnknown() : new Reply.Unavailable());
        abandoned.accept(waiter.command.id());
      }
    }
  }

  /// Nobody leads: refuses what has certainly not taken effect.
  void refuse(Predicate<CommandId> mayTakeEffect, Consumer<CommandId> abandoned) {
    for (var waiter : List.copyOf(waiting.values())) {
      var id = waiter.command.id();
      if (!mayTakeEffect.test(id)) {
        waiting.remove(id);
        waitingBytes -= waiter.command.payload().length;
        waiter.reply.complete(new Reply.Unavailable());
        abandoned.accept(id);
      }
    }
    readers.removeIf(
        reader -> {
          var refused =
              reader.consistency instanceof Consistency.Linearizable && reader.slot == null;
          if (refused) {
            reader.query.refuse();
          }
          return refused;
        });
  }

  private boolean isOver(Waiter waiter, long nowMillis) {
    return nowMillis >= waiter.deadline || waiter.reply.isDone();
  }

  private boolean isAnswered(Reader<S> reader, Slot applied, long nowMillis) {
    var ready =
        switch (reader.consistency) {
          case Consistency.Linearizable() -> reader.slot != null && !reader.slot.isAfter(applied);
          case Consistency.AtLeast(var index) -> state.index() >= index;
        };
    if (ready) {
      reader.query.ask(state);
    } else if (nowMillis >= reader.deadline) {
      reader.query.refuse();
    }
    return ready || nowMillis >= reader.deadline;
  }

  /// The earliest deadline.
  long deadline() {
    var write = byDeadline.isEmpty() ? Long.MAX_VALUE : byDeadline.peek().deadline;
    var read = readers.isEmpty() ? Long.MAX_VALUE : readers.peek().deadline;
    return Math.min(write, read);
  }

  /// The node stops: answers everyone who waits.
  void dismiss() {
    waiting.values().forEach(waiter -> waiter.reply.complete(new Reply.OutcomeUnknown()));
    readers.forEach(reader -> reader.query.refuse());
    waiting.clear();
    byDeadline.clear();
    readers.clear();
  }
}

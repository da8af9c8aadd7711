package dev.parterre.reservation.api;

import dev.parterre.paxos.Answer;
import dev.parterre.paxos.Consistency;
import dev.parterre.paxos.FormatLevel;
import dev.parterre.paxos.Reply;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.reservation.boxoffice.BookingCommand;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.CommandCodec;
import dev.parterre.reservation.boxoffice.Machine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// An order book without a cluster: orders commands by itself, and keeps the outcomes in memory.
final class LoneOrderBook implements OrderBook {

  private record Remembered(long fingerprint, Reply.Applied reply) {}

  private final BoxOffice office;
  private final Map<CommandId, Remembered> remembered = new HashMap<>();
  private long index;
  private long nowMillis = System.currentTimeMillis();
  private boolean cutOff;

  LoneOrderBook(BoxOffice office) {
    this.office = office;
    office.level(FormatLevel.NEWEST);
  }

  @Override
  public synchronized CompletableFuture<Reply> submit(Command command) {
    if (cutOff) {
      return CompletableFuture.completedFuture(new Reply.Unavailable());
    }
    var known = remembered.get(command.id());
    if (known != null && known.fingerprint() != command.fingerprint()) {
      return CompletableFuture.completedFuture(new Reply.Reused());
    }
    if (known == null) {
      index++;
      office.advance(index, nowMillis);
      var reply = new Reply.Applied(index, office.apply(index, command.payload()));
      known = new Remembered(command.fingerprint(), reply);
      remembered.put(command.id(), known);
    }
    return CompletableFuture.completedFuture(known.reply());
  }

  @Override
  public synchronized <R> CompletableFuture<Answer<R>> read(
      Consistency consistency, Function<? super BoxOffice, R> query) {
    var isFresh =
        switch (consistency) {
          case Consistency.Linearizable() -> !cutOff;
          case Consistency.AtLeast(var least) -> index >= least;
        };
    return CompletableFuture.completedFuture(
        isFresh ? new Answer.Found<>(index, query.apply(office)) : new Answer.Unavailable<>());
  }

  synchronized void pass(long millis) {
    nowMillis += millis;
    index++;
    office.advance(index, nowMillis);
  }

  /// As if the others had applied a command without this replica, which then restores their state.
  synchronized void miss(BookingCommand command) throws IOException {
    var other = new BoxOffice();
    other.restore(new ByteArrayInputStream(Machine.written(office.capture())));
    index++;
    other.advance(index, nowMillis);
    other.apply(index, CommandCodec.encode(command));
    office.restore(new ByteArrayInputStream(Machine.written(other.capture())));
  }

  /// As if all outcomes were too old to be remembered.
  synchronized void forget() {
    remembered.clear();
  }

  synchronized void cutOff(boolean value) {
    cutOff = value;
  }

  synchronized long index() {
    return index;
  }
}

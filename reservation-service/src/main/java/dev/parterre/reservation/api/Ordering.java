package dev.parterre.reservation.api;

import dev.parterre.paxos.Reply.Applied;
import dev.parterre.paxos.Reply.Failed;
import dev.parterre.paxos.Reply.InProgress;
import dev.parterre.paxos.Reply.OutcomeUnknown;
import dev.parterre.paxos.Reply.Reused;
import dev.parterre.paxos.Reply.Unavailable;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.reservation.boxoffice.BookingCommand;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.CommandCodec;
import dev.parterre.reservation.boxoffice.Outcome;
import dev.parterre.reservation.boxoffice.OutcomeCodec;
import dev.parterre.reservation.boxoffice.Sha256;
import dev.parterre.reservation.web.IdempotencyKey;
import dev.parterre.reservation.web.LogIndex;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Puts commands into the one order and waits until they are decided and applied here.
@Component
final class Ordering {

  private static final byte[] NOTHING = {};
  private static final int UPGRADE_SECONDS = 5;

  private final OrderBook book;
  private final Refusals refusals;
  private final BoxOffice office;

  Ordering(OrderBook book, Refusals refusals, BoxOffice office) {
    this.book = book;
    this.refusals = refusals;
    this.office = office;
  }

  /// @param index the number of commands applied when this one was, itself included
  record Ordered<O extends Outcome.Success>(long index, O outcome) {}

  /// Blocks until the command is applied here or its deadline passes. Every refusal is thrown as a
  /// problem, with its index if it has one.
  <O extends Outcome.Success> Ordered<O> place(
      IdempotencyKey key, BookingCommand command, Class<O> success) {
    return place(key, command, NOTHING, success);
  }

  /// Like [#place(IdempotencyKey, BookingCommand, Class)].
  ///
  /// @param aside what the answer says of the request and the command does not contain: a request
  ///   that differs in it is another request
  <O extends Outcome.Success> Ordered<O> place(
      IdempotencyKey key, BookingCommand command, byte[] aside, Class<O> success) {
    if (CommandCodec.level(command) > office.level()) {
      throw new ProblemException(
              Problem.UNAVAILABLE,
              "This replica does not know yet that every replica supports this: one may have to be"
                  + " upgraded. Ask again later, with the same Idempotency-Key.")
          .with(HttpHeaders.RETRY_AFTER, UPGRADE_SECONDS);
    }
    return switch (book.submit(command(key, command, aside)).join()) {
      case Applied(var index, var outcome) ->
          switch (OutcomeCodec.decode(outcome)) {
            case Outcome.Success done -> new Ordered<>(index, success.cast(done));
            case Outcome.Refusal refusal ->
                throw refusals.problem(refusal).with(LogIndex.HEADER, index);
          };
      case Failed(var index) ->
          throw new ProblemException(
                  Problem.INTERNAL,
                  "The request failed on every replica and changed nothing; a retry with this"
                      + " Idempotency-Key gets the same answer.")
              .with(LogIndex.HEADER, index);
      case Reused() ->
          throw new ProblemException(
              Problem.IDEMPOTENCY_KEY_REUSED,
              "This Idempotency-Key was used for another request; use a new one.");
      case InProgress() ->
          throw new ProblemException(
              Problem.REQUEST_IN_PROGRESS,
              "A request with this Idempotency-Key is still running; ask again later.");
      case Unavailable() -> throw Refusals.unavailable();
      case OutcomeUnknown() ->
          throw new ProblemException(
                  Problem.OUTCOME_UNKNOWN,
                  "The request may or may not take effect. Retry with the same Idempotency-Key.")
              .with(HttpHeaders.RETRY_AFTER, 1);
    };
  }

  /// The same key names the same command on every replica, and the same request has the same
  /// fingerprint, which leaves out the ids that a replica generates for it, and who asks.
  private static Command command(IdempotencyKey key, BookingCommand command, byte[] aside) {
    var name = Sha256.of(key.value().getBytes(StandardCharsets.US_ASCII));
    var id = new CommandId(name.getLong(), name.getLong());
    byte[] payload = CommandCodec.encode(command);
    var asked = command.asked();
    byte[] request = Objects.equals(asked, command) ? payload : CommandCodec.encode(asked);
    long fingerprint = Sha256.of(request, CommandCodec.requestLength(asked, request)).getLong();
    long beside = aside.length == 0 ? 0 : Sha256.of(aside).getLong();
    return new Command(id, fingerprint ^ beside, payload);
  }
}

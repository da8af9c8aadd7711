package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.Answer;
import dev.parterre.paxos.Consistency;
import dev.parterre.paxos.FormatLevel;
import dev.parterre.paxos.Reply;
import dev.parterre.paxos.core.Command;
import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.Fixtures;
import dev.parterre.reservation.boxoffice.Outcome.Blocked;
import dev.parterre.reservation.web.IdempotencyKey;
import dev.parterre.reservation.web.ProblemException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class OrderingTest {

  private final BoxOffice office = new BoxOffice();
  private int submitted;

  private final OrderBook book =
      new OrderBook() {
        @Override
        public CompletableFuture<Reply> submit(Command command) {
          submitted++;
          return CompletableFuture.completedFuture(new Reply.InProgress());
        }

        @Override
        public <R> CompletableFuture<Answer<R>> read(
            Consistency consistency, Function<? super BoxOffice, R> query) {
          throw new AssertionError("nothing is read");
        }
      };

  private final Ordering ordering = new Ordering(book, new Refusals(new Offered(office)), office);

  private void block() {
    var command = new BlockSeats(Fixtures.EVENT, Fixtures.seats("0-0"), "");
    ordering.place(new IdempotencyKey("key"), command, Blocked.class);
  }

  @Test
  void what_not_every_replica_reads_yet_never_gets_into_the_log() {
    assertThatThrownBy(this::block)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("have to be upgraded");
    assertThat(submitted).isZero();

    office.level(FormatLevel.SECOND);

    assertThatThrownBy(this::block).hasMessageContaining("still running");
    assertThat(submitted).isEqualTo(1);
  }
}

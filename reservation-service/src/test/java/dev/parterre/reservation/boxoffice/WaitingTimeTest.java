package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.BookingCommand.JoinWaitingList;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.Outcome.Joined;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How long an arena of 54,000 seats keeps the event loop while as many wait as may.
@Tag("slow")
class WaitingTimeTest {

  private static final int ROWS = 900;
  private static final int SEATS_PER_ROW = 60;
  private static final int ROUNDS = 101;
  private static final long LIMIT_MICROS = 5_000;

  private final Machine machine =
      Machine.selling(ROWS, SEATS_PER_ROW, Fixtures.event(100, true, "A", "B"));

  /// All wait for the last row, which is of B and sold out, while seats of A come and go.
  @Test
  void seats_that_suit_nobody_are_given_back_in_less_than_5_ms() {
    reserve(ROWS - 1);
    for (int i = 0; i < BoxOffice.WAITING_LIST_MAX; i++) {
      assertThat(machine.tell(Fixtures.join(1 + i % 4, "B"))).isInstanceOf(Joined.class);
    }
    LongStream.range(0, ROUNDS).forEach(_ -> microsOfRelease());
    long[] micros = LongStream.range(0, ROUNDS).map(_ -> microsOfRelease()).sorted().toArray();
    System.out.printf(
        "a release while %,d wait for others: median %d us%n",
        BoxOffice.WAITING_LIST_MAX, micros[ROUNDS / 2]);
    assertThat(micros[ROUNDS / 2]).isLessThan(LIMIT_MICROS);
    assertThat(machine.ledger().count(Kind.PARTY)).isEqualTo(BoxOffice.WAITING_LIST_MAX);
    assertThat(machine.tell(Fixtures.join(1, "B"))).isNotInstanceOf(Joined.class);
  }

  private long microsOfRelease() {
    var hold = Fixtures.hold("0-0", "0-1");
    machine.tell(hold);
    byte[] release = CommandCodec.encode(new ReleaseHold(hold.holdId()));
    machine.index++;
    long start = System.nanoTime();
    machine.office.apply(machine.index, release);
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
  }

  /// The first turn of many, when a whole category goes on sale for which all wait.
  @Test
  void a_turn_of_offers_takes_less_than_200_ms() {
    var event = machine.seatMap().offer();
    machine.tell(Fixtures.prices(Map.of("A", List.of())));
    reserve(ROWS - 1);
    var parties = new ArrayList<PartyId>();
    for (int i = 0; i < 1_000; i++) {
      JoinWaitingList join = Fixtures.join(1 + i % 4);
      machine.tell(join);
      parties.add(join.partyId());
    }
    machine.tell(Fixtures.prices(Map.of("A", List.of(Fixtures.price("", "45.00")))));
    int turns = 1;
    long longest = 0;
    while (parties.stream().anyMatch(party -> machine.ledger().hold(party.offer()) == null)) {
      machine.nowMillis += Usher.PAUSE_MILLIS;
      machine.index++;
      long start = System.nanoTime();
      machine.office.advance(machine.index, machine.nowMillis);
      longest = Math.max(longest, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
      turns++;
    }
    System.out.printf(
        "%,d parties of %,d seats were served in %d turns, the longest of %d us%n",
        parties.size(), event.plan().seatCount(), turns, longest);
    assertThat(turns).isBetween(parties.size() / Usher.SEARCHES_MAX, parties.size() / 5);
    assertThat(longest).isLessThan(200_000);
  }

  private void reserve(int row) {
    machine.tell(
        Fixtures.reserve(
            IntStream.range(0, SEATS_PER_ROW)
                .mapToObj(at -> row + "-" + at)
                .toArray(String[]::new)));
  }
}

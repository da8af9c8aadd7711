package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.SeatId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How long the event loop waits for a capture.
@Tag("slow")
class CaptureTimeTest {

  private static final int ROWS = 100;
  private static final int SEATS_PER_ROW = 1_000;
  private static final int ROUNDS = 51;
  private static final long LIMIT_MICROS = 20_000;

  @Test
  void a_capture_of_200_000_reservations_takes_less_than_20_ms() throws IOException {
    var machine = fullMachine();
    assertThat(machine.ledger().count(Kind.RESERVATION)).isEqualTo(200_000);

    long median =
        LongStream.range(0, ROUNDS).map(_ -> captureMicros(machine)).sorted().toArray()[ROUNDS / 2];

    var start = System.nanoTime();
    byte[] state = machine.state();
    var written = System.nanoTime();
    new BoxOffice().restore(new ByteArrayInputStream(state));
    var restored = System.nanoTime();
    System.out.printf(
        "capture: median %d us; write: %d ms, %d bytes; restore: %d ms%n",
        median,
        TimeUnit.NANOSECONDS.toMillis(written - start),
        state.length,
        TimeUnit.NANOSECONDS.toMillis(restored - written));
    assertThat(median).isLessThan(LIMIT_MICROS);
  }

  private static long captureMicros(Machine machine) {
    var start = System.nanoTime();
    var capture = machine.office.capture();
    var end = System.nanoTime();
    assertThat(capture).isNotNull();
    return TimeUnit.NANOSECONDS.toMicros(end - start);
  }

  /// 100,000 reservations that were holds, and as many that were cancelled.
  private static Machine fullMachine() {
    var machine = new Machine();
    machine.tell(Fixtures.venue(ROWS, SEATS_PER_ROW));
    machine.tell(Fixtures.event(1, true, "A", "B"));
    machine.tell(Fixtures.event(1, true, "A", "B"));
    for (int row = 0; row < ROWS; row++) {
      for (int number = 0; number < SEATS_PER_ROW; number++) {
        var seat = List.of(new SeatId(row + "-" + number));
        var hold =
            new BookingCommand.HoldSeats(
                new EventId("1"), Wanted.ofSeats(seat), OptionalInt.empty(), HoldId.random());
        machine.tell(hold);
        machine.tell(Fixtures.reserveHeld(hold.holdId()));
        var reserve =
            new BookingCommand.ReserveSeats(
                new EventId("2"),
                Wanted.ofSeats(seat),
                Fixtures.customer(),
                ReservationId.random());
        machine.tell(reserve);
        machine.tell(new CancelReservation(reserve.reservationId()));
      }
    }
    return machine;
  }
}

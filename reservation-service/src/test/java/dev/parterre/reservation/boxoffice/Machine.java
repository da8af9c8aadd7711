package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.paxos.StateMachine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// A box office to which commands are applied one by one, as a replica does.
public final class Machine {

  final BoxOffice office;
  long index;
  long nowMillis = 1_800_000_000_000L;

  Machine() {
    this(new BoxOffice());
  }

  Machine(BoxOffice office) {
    this(office, FormatLevel.NEWEST);
  }

  Machine(BoxOffice office, int level) {
    this.office = office;
    office.level(level);
  }

  /// With one event in a venue of `rows` times `seatsPerRow` seats.
  static Machine selling(int rows, int seatsPerRow, BookingCommand.CreateEvent event) {
    var machine = new Machine();
    machine.sell(rows, seatsPerRow, event);
    return machine;
  }

  void sell(int rows, int seatsPerRow, BookingCommand.CreateEvent event) {
    tell(Fixtures.venue(rows, seatsPerRow));
    tell(event);
  }

  static Machine selling() {
    return selling(2, 10, Fixtures.event(10, true, "A", "B"));
  }

  Outcome tell(BookingCommand command) {
    index++;
    office.advance(index, nowMillis);
    return OutcomeCodec.decode(office.apply(index, CommandCodec.encode(command)));
  }

  void pass(long millis) {
    nowMillis += millis;
    index++;
    office.advance(index, nowMillis);
  }

  byte[] state() {
    return written(office.capture());
  }

  public static byte[] written(StateMachine.Capture capture) {
    var out = new ByteArrayOutputStream();
    try {
      capture.writeTo(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /// Restores a state that another replica had at this index.
  void restore(byte[] state, long atIndex) throws IOException {
    office.restore(new ByteArrayInputStream(state));
    index = atIndex;
  }

  Ledger ledger() {
    return office.ledger();
  }

  SeatMap seatMap() {
    return Objects.requireNonNull(ledger().seatMap(Fixtures.EVENT));
  }

  SeatStatus status(String guid) {
    return seatMap().status(seatMap().offer().plan().indexOf(Fixtures.seats(guid).getFirst()));
  }

  List<SeatStatus> statuses(String... guids) {
    return List.of(guids).stream().map(this::status).toList();
  }
}

package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.SeatId;
import java.util.List;
import java.util.Objects;

/// Entries of a box office, for tests outside its package.
public final class Samples {

  private Samples() {}

  public record Sold(Reservation reservation, Bill bill) {}

  /// Reserved on 15 January 2027 at 8:00 (UTC).
  public static Sold sold(List<SeatId> seats) {
    var machine = Machine.selling();
    var command = Fixtures.reserve(Wanted.ofSeats(seats));
    machine.tell(command);
    var reservation = Objects.requireNonNull(machine.ledger().reservation(command.reservationId()));
    return new Sold(
        reservation, Bill.of(reservation.eventId(), reservation.allocation(), machine.ledger()));
  }
}

package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import java.util.stream.Stream;

/// All reservations at one moment, including those that were cancelled recently. Cheap to make; any
/// thread may read it.
public final class Reservations {

  private final Numbered.Copy<Reservation> entries;

  Reservations(Numbered.Copy<Reservation> entries) {
    this.entries = entries;
  }

  /// Those of an event, in the order of their numbers.
  ///
  /// @param after only those with higher numbers
  public Stream<Reservation> of(EventId event, long after) {
    return entries
        .from(after + 1)
        .filter(reservation -> reservation.number() > after)
        .filter(reservation -> reservation.eventId().equals(event));
  }
}

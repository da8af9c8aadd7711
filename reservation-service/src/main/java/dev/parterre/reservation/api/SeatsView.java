package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.SeatStatus;
import dev.parterre.reservation.boxoffice.SeatsCopy;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.SeatId;
import java.util.ArrayList;
import java.util.List;

/// All seats of an event, of which those that are not named are free, and its areas with places.
///
/// @param index the number of commands applied in this state
record SeatsView(
    EventId eventId,
    long index,
    int total,
    int free,
    List<SeatId> held,
    List<SeatId> reserved,
    List<SeatId> blocked,
    List<AreaView> areas) {

  static SeatsView of(long index, SeatsCopy copy) {
    return new SeatsView(
        copy.offer().id(),
        index,
        copy.statuses().length,
        copy.free(),
        seats(copy, SeatStatus.HELD),
        seats(copy, SeatStatus.RESERVED),
        seats(copy, SeatStatus.BLOCKED),
        AreaView.of(copy));
  }

  private static List<SeatId> seats(SeatsCopy copy, SeatStatus status) {
    var seats = new ArrayList<SeatId>();
    for (int seat = 0; seat < copy.statuses().length; seat++) {
      if (copy.statuses()[seat] == status.code()) {
        seats.add(copy.offer().seatId(seat));
      }
    }
    return seats;
  }
}

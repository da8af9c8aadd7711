package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.Outcome.Conflict;
import dev.parterre.reservation.boxoffice.Outcome.InvalidSeats;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.OrphanSeats;
import dev.parterre.reservation.boxoffice.Outcome.Refusal;
import dev.parterre.reservation.boxoffice.Outcome.SeatsTaken;
import dev.parterre.reservation.catalog.SeatId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Decides whether a request gets its seats: all of them or none.
sealed interface SeatChoice {

  /// @param seats indices in the plan, in the order of the request
  record Chosen(int[] seats) implements SeatChoice {}

  record Refused(Refusal refusal) implements SeatChoice {}

  static SeatChoice of(List<SeatId> ids, SeatMap map) {
    var event = map.offer().event();
    if (ids.size() > event.maxSeats()) {
      return refused(new LimitExceeded(Limited.SEATS_OF_A_CUSTOMER, event.maxSeats()));
    }
    int[] seats = indices(ids, map.offer());
    if (!areDistinctSeats(seats)) {
      return refused(invalid(seats));
    }
    var conflicts = conflicts(seats, map, map::isTaken);
    if (!conflicts.isEmpty()) {
      return refused(new SeatsTaken(event.id(), conflicts));
    }
    if (!event.allowOrphans()) {
      int[] orphans = Orphans.leftBy(seats, map.offer().plan(), map::isTaken);
      if (orphans.length > 0) {
        return refused(new OrphanSeats(event.id(), orphans));
      }
    }
    return new Chosen(seats);
  }

  /// Whether the organiser may take these seats off sale, or put them back: not if one of them is
  /// held or reserved.
  static SeatChoice ofNobody(List<SeatId> ids, SeatMap map) {
    int[] seats = indices(ids, map.offer());
    if (!areDistinctSeats(seats)) {
      return refused(invalid(seats));
    }
    var conflicts = conflicts(seats, map, map::isOwned);
    return conflicts.isEmpty()
        ? new Chosen(seats)
        : refused(new SeatsTaken(map.offer().id(), conflicts));
  }

  private static SeatChoice refused(Refusal refusal) {
    return new Refused(refusal);
  }

  private static int[] indices(List<SeatId> ids, Offer offer) {
    var seats = new int[ids.size()];
    for (int i = 0; i < seats.length; i++) {
      seats[i] = offer.plan().indexOf(ids.get(i));
    }
    return seats;
  }

  private static boolean areDistinctSeats(int[] seats) {
    for (int i = 0; i < seats.length; i++) {
      if (seats[i] < 0 || isRepeated(seats, i)) {
        return false;
      }
    }
    return true;
  }

  private static InvalidSeats invalid(int[] seats) {
    return new InvalidSeats(
        IntStream.range(0, seats.length).filter(i -> seats[i] < 0).toArray(),
        IntStream.range(0, seats.length)
            .filter(i -> seats[i] >= 0 && isRepeated(seats, i))
            .toArray());
  }

  /// A linear search is enough, since the number of seats in a request is limited.
  private static boolean isRepeated(int[] seats, int position) {
    for (int i = 0; i < position; i++) {
      if (seats[i] == seats[position]) {
        return true;
      }
    }
    return false;
  }

  private static List<Conflict> conflicts(int[] seats, SeatMap map, IntPredicate isConflict) {
    var conflicts = new ArrayList<Conflict>();
    for (int seat : seats) {
      if (isConflict.test(seat)) {
        conflicts.add(new Conflict(seat, map.status(seat)));
      }
    }
    return conflicts;
  }
}

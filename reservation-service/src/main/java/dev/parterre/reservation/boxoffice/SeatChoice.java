package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.Allocation.Places;
import dev.parterre.reservation.boxoffice.BookingCommand.ChangeEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.HoldBest;
import dev.parterre.reservation.boxoffice.BookingCommand.HoldSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.Holding;
import dev.parterre.reservation.boxoffice.Outcome.Conflict;
import dev.parterre.reservation.boxoffice.Outcome.Full;
import dev.parterre.reservation.boxoffice.Outcome.Invalid;
import dev.parterre.reservation.boxoffice.Outcome.InvalidSeats;
import dev.parterre.reservation.boxoffice.Outcome.InvalidTickets;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.OrphanSeats;
import dev.parterre.reservation.boxoffice.Outcome.Refusal;
import dev.parterre.reservation.boxoffice.Outcome.SeatsTaken;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.SeatId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Decides whether a request gets its seats and places: all of them or none.
sealed interface SeatChoice {

  int[] NONE = {};

  Allocation NOTHING = Allocation.ofSeats();

  /// To look for each run elsewhere is to look at every seat. Who asks for more pieces that leave
  /// single seats behind asks for what can be avoided.
  int RUNS_MAX = 8;

  record Chosen(Allocation allocation) implements SeatChoice {}

  record Refused(Refusal refusal) implements SeatChoice {}

  static SeatChoice of(Holding command, SeatMap map, int level) {
    return switch (command) {
      case HoldSeats hold -> of(hold.wanted(), map, level);
      case HoldBest hold -> of(hold, map);
    };
  }

  private static SeatChoice of(HoldBest hold, SeatMap map) {
    var wanted = hold.wanted();
    var offer = map.offer();
    int maxSeats = offer.terms().maxSeats();
    if (wanted.quantity() > maxSeats) {
      return refused(new LimitExceeded(Limited.SEATS_OF_A_CUSTOMER, maxSeats));
    }
    if (!wanted.category().stream().allMatch(offer::sellsSeats)) {
      var fault =
          new Fault("/bestAvailable/category", "The event sells no seats of this category.");
      return refused(new Invalid(List.of(fault)));
    }
    if (!TicketChoice.sells(wanted, offer)) {
      var detail = "Not every seat that this may be has such a ticket type; name a category.";
      return refused(new Invalid(List.of(new Fault("/bestAvailable/type", detail))));
    }
    return BestSeats.find(wanted, map)
        .<SeatChoice>map(
            seats -> {
              int[] fares = TicketChoice.fares(seats, wanted.type(), offer);
              return new Chosen(Allocation.of(offer, seats, List.of(), fares, hold.discountCode()));
            })
        .orElseGet(() -> refused(new SeatsTaken(offer.id(), List.of())));
  }

  /// @param level the format level in force
  static SeatChoice of(Wanted wanted, SeatMap map, int level) {
    return of(wanted, NOTHING, map, level);
  }

  /// For a reservation that is to have other seats: its places and its discount stay.
  ///
  /// @param own what it has; its seats are free for it in `map`
  static SeatChoice of(Wanted wanted, Allocation own, SeatMap map, int level) {
    var offer = map.offer();
    int maxSeats = offer.terms().maxSeats();
    // It may have had more, when the event allowed it.
    if (wanted.count() > Math.max(maxSeats, own.seats().length)) {
      return refused(new LimitExceeded(Limited.SEATS_OF_A_CUSTOMER, maxSeats));
    }
    int[] seats = indices(wanted.seats(), offer);
    if (!areDistinctSeats(seats)) {
      return refused(invalid(seats));
    }
    var places = List.<Places>of();
    if (wanted.hasPlaces()) {
      places = places(wanted.places(), offer.plan());
      var refusal = refusal(places, wanted.places(), level);
      if (refusal.isPresent()) {
        return refused(refusal.get());
      }
    }
    var conflicts = conflicts(seats, map, map::isTaken);
    var full = full(places, map);
    if (!conflicts.isEmpty() || !full.isEmpty()) {
      return refused(new SeatsTaken(offer.id(), conflicts, full));
    }
    if (!offer.terms().allowOrphans()) {
      int[] orphans = Orphans.leftBy(seats, own.seats(), offer.plan(), map::isTaken);
      if (orphans.length > 0 && !areUnavoidable(orphans, seats, map, level)) {
        return refused(new OrphanSeats(offer.id(), orphans));
      }
    }
    return TicketChoice.of(wanted, own, seats, places, offer);
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
        ? new Chosen(Allocation.ofSeats(seats))
        : refused(new SeatsTaken(map.offer().id(), conflicts));
  }

  /// Whether these orphans do not count, since otherwise the last seats of an event could not be
  /// sold: the runs of seats beside them cannot be had elsewhere without leaving single ones
  /// behind. Judged as if the runs were asked for one after the other, first those that leave none.
  private static boolean areUnavoidable(int[] orphans, int[] seats, SeatMap map, int level) {
    var plan = map.offer().plan();
    var runs = Orphans.runsBeside(orphans, seats, plan);
    if (level < BestSeats.LEVEL || runs.size() > RUNS_MAX) {
      return false;
    }
    var before = Orphans.bits(seats);
    runs.forEach(run -> IntStream.of(run).forEach(before::clear));
    for (int[] run : runs) {
      if (BestSeats.hasTidyAlternative(run, plan, seat -> map.isTaken(seat) || before.get(seat))) {
        return false;
      }
      IntStream.of(run).forEach(before::set);
    }
    return true;
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

  private static List<Places> places(List<Wanted.Places> wanted, Plan plan) {
    return wanted.stream()
        .map(some -> new Places(plan.indexOfArea(some.area()), some.quantity()))
        .toList();
  }

  private static Optional<Refusal> refusal(
      List<Places> places, List<Wanted.Places> wanted, int level) {
    if (level < ChangeEvent.LEVEL) {
      var faults = faults(places);
      return faults.isEmpty() ? Optional.empty() : Optional.of(new Invalid(faults));
    }
    int[] unknown =
        IntStream.range(0, places.size()).filter(at -> places.get(at).area() < 0).toArray();
    int[] repeated =
        IntStream.range(0, places.size())
            .filter(at -> wanted.subList(0, at).stream().anyMatch(wanted.get(at)::isAlike))
            .filter(at -> places.get(at).area() >= 0)
            .toArray();
    var invalid = new InvalidTickets(unknown, repeated, NONE, NONE);
    return invalid.isEmpty() ? Optional.empty() : Optional.of(invalid);
  }

  private static List<Fault> faults(List<Places> places) {
    var faults = new ArrayList<Fault>();
    var areas = new HashSet<Integer>();
    for (int i = 0; i < places.size(); i++) {
      var some = places.get(i);
      if (some.area() < 0) {
        faults.add(new Fault("/places/" + i + "/area", "The event has no such area with places."));
      } else if (!areas.add(some.area())) {
        faults.add(new Fault("/places/" + i + "/area", "This area is named twice."));
      }
      if (some.quantity() < 1) {
        faults.add(new Fault("/places/" + i + "/quantity", "At least one place."));
      }
    }
    return faults;
  }

  private static List<Full> full(List<Places> places, SeatMap map) {
    var wanted = new LinkedHashMap<Integer, Integer>();
    places.forEach(some -> wanted.merge(some.area(), some.quantity(), Integer::sum));
    return wanted.entrySet().stream()
        .filter(area -> area.getValue() > map.free(area.getKey()))
        .map(area -> new Full(area.getKey(), map.free(area.getKey())))
        .toList();
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

package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.HoldEnd;
import dev.parterre.reservation.boxoffice.Outcome;
import dev.parterre.reservation.boxoffice.Outcome.AlreadyCancelled;
import dev.parterre.reservation.boxoffice.Outcome.HoldExpired;
import dev.parterre.reservation.boxoffice.Outcome.HoldUsed;
import dev.parterre.reservation.boxoffice.Outcome.Invalid;
import dev.parterre.reservation.boxoffice.Outcome.InvalidCategories;
import dev.parterre.reservation.boxoffice.Outcome.InvalidSeats;
import dev.parterre.reservation.boxoffice.Outcome.InvalidTickets;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.NotOnSale;
import dev.parterre.reservation.boxoffice.Outcome.OrphanSeats;
import dev.parterre.reservation.boxoffice.Outcome.PartyOver;
import dev.parterre.reservation.boxoffice.Outcome.SeatsAdmitted;
import dev.parterre.reservation.boxoffice.Outcome.SeatsTaken;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.SeatId;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import dev.parterre.reservation.web.Rfc3339;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Turns refusals of the box office into problems.
@Component
final class Refusals {

  static final String NO_EVENT = "There is no such event.";
  static final String NO_HOLD = "There is no such hold.";
  static final String NO_ENTRY = "There is no such entry in a waiting list.";
  static final String NO_KEY = "The event has no such ticket key.";
  static final String NO_RESERVATION = "There is no such reservation.";

  private final Offered offered;

  Refusals(Offered offered) {
    this.offered = offered;
  }

  private record TakenSeat(SeatId seat, String status) {}

  private record FullArea(String area, int free) {}

  ProblemException problem(Outcome.Refusal refusal) {
    return switch (refusal) {
      case NotFound(var what) -> new ProblemException(Problem.NOT_FOUND, missing(what));
      case SeatsTaken taken -> seatsTaken(taken);
      case HoldExpired() -> gone(HoldEnd.OVER);
      case PartyOver(var isFulfilled) -> over(isFulfilled);
      case InvalidCategories(var unknown) ->
          invalid(
              faults("/categories/", unknown, "", "The event sells nothing of this category.")
                  .toList());
      case SeatsAdmitted(var event, var seats) -> admitted(event, seats);
      case HoldUsed() ->
          new ProblemException(Problem.HOLD_USED, "The seats of this hold were already reserved.");
      case AlreadyCancelled() ->
          new ProblemException(
              Problem.RESERVATION_CANCELLED, "This reservation was cancelled; it has no seats.");
      case NotOnSale notOnSale -> notOnSale(notOnSale);
      case LimitExceeded(var what, var max) ->
          new ProblemException(Problem.LIMIT_EXCEEDED, limit(what, max));
      case OrphanSeats orphans -> orphans(orphans);
      case InvalidSeats(var unknown, var repeated) -> invalid(faults(unknown, repeated));
      case InvalidTickets tickets -> invalid(faults(tickets));
      case Invalid(var faults) -> invalid(faults);
    };
  }

  static ProblemException invalid(List<Fault> faults) {
    var detail = faults.size() == 1 ? faults.getFirst().detail() : faults.size() + " faults.";
    return new ProblemException(Problem.INVALID, detail, Map.of("errors", faults));
  }

  static ProblemException unavailable() {
    return new ProblemException(
            Problem.UNAVAILABLE,
            "This replica cannot reach enough others, or is overloaded; nothing was done.")
        .with(HttpHeaders.RETRY_AFTER, 1);
  }

  static ProblemException gone(HoldEnd end) {
    var detail =
        switch (end) {
          case OVER -> "The hold ran out or was released.";
          case RESERVED -> "The hold is over: its seats were reserved.";
        };
    return new ProblemException(Problem.HOLD_EXPIRED, detail);
  }

  /// @param isFulfilled whether the party reserved what it was offered
  static ProblemException over(boolean isFulfilled) {
    var detail =
        isFulfilled
            ? "What this entry was offered is reserved."
            : "This entry is over: it was withdrawn, its offer was not taken in time, or the event"
                + " has started or was cancelled.";
    return new ProblemException(Problem.HOLD_EXPIRED, detail);
  }

  private static String missing(Missing what) {
    return switch (what) {
      case EVENT -> NO_EVENT;
      case HOLD -> NO_HOLD;
      case PARTY -> NO_ENTRY;
      case TICKET_KEY -> NO_KEY;
      case RESERVATION -> NO_RESERVATION;
    };
  }

  private static String limit(Limited what, int max) {
    return switch (what) {
      case SEATS_OF_A_CUSTOMER ->
          "The event allows a customer, or a hold, at most " + max + " seats.";
      case RENEWALS -> "A hold is renewed at most " + max + " times.";
      case HOLDS_OF_A_CLIENT ->
          "The event allows a client at most "
              + max
              + " open holds, entries of the waiting list included. Release or withdraw one, or"
              + " redeem it.";
      case VENUES -> "A cluster keeps at most " + max + " venues.";
      case EVENTS -> "A cluster keeps at most " + max + " events.";
      case SEATS_ON_SALE -> "All events together may have at most " + max + " seats and places.";
      case SEATS_WAITED_FOR ->
          "One e-mail address waits for at most "
              + max
              + " seats of the event, all entries together.";
      case WAITING_LISTS -> "All waiting lists together have at most " + max + " entries.";
      case WAITING_LIST -> "An event's waiting list has at most " + max + " entries.";
      case TICKET_KEYS -> "An event may have at most " + max + " ticket keys in all its time.";
      case ADMISSIONS -> "A cluster keeps at most " + max + " admissions.";
      case PAYMENTS_OF_A_HOLD -> "The hold is bound to a payment already.";
      case RENEWALS_OF_AN_OFFER -> "What the waiting list offers is not renewed.";
      case DISCOUNTS -> "A cluster keeps at most " + max + " discount codes.";
      case FARES -> "An event may have at most " + max + " different prices in all its time.";
      case PLANS_WEIGHT -> "All plans together may take at most " + (max >> 20) + " MiB of memory.";
    };
  }

  private static ProblemException notOnSale(NotOnSale refusal) {
    var members = new LinkedHashMap<String, Object>();
    refusal.saleFrom().ifPresent(from -> members.put("saleFrom", Rfc3339.write(from)));
    refusal.saleUntil().ifPresent(until -> members.put("saleUntil", Rfc3339.write(until)));
    var detail =
        refusal.isCancelled()
            ? "The event was cancelled."
            : "The event's tickets are not on sale at this time.";
    return new ProblemException(Problem.NOT_ON_SALE, detail, members);
  }

  private ProblemException seatsTaken(SeatsTaken taken) {
    var offer = offered.of(taken.eventId());
    var conflicts = new ArrayList<>();
    for (var seat : taken.conflicts()) {
      conflicts.add(new TakenSeat(offer.seatId(seat.seat()), seat.status().word()));
    }
    for (var area : taken.full()) {
      conflicts.add(new FullArea(offer.areaId(area.area()), area.free()));
    }
    var detail =
        conflicts.isEmpty()
            ? "There are no such seats free; nothing was changed."
            : taken.full().isEmpty()
                ? "Some of these seats are not free; nothing was changed."
                : "Not all of these seats and places are free; nothing was changed.";
    return new ProblemException(Problem.SEATS_TAKEN, detail, Map.of("conflicts", conflicts));
  }

  private ProblemException admitted(EventId event, int[] seats) {
    var offer = offered.of(event);
    return new ProblemException(
        Problem.TICKET_USED,
        "Somebody was let in with the tickets of these seats; nothing was changed.",
        Map.of("seats", Arrays.stream(seats).mapToObj(offer::seatId).toList()));
  }

  private ProblemException orphans(OrphanSeats orphans) {
    var offer = offered.of(orphans.eventId());
    var seats = Arrays.stream(orphans.seats()).mapToObj(offer::seatId).toList();
    return new ProblemException(
        Problem.ORPHAN_SEAT,
        "This would leave single free seats behind.",
        Map.of("orphans", seats));
  }

  private static List<Fault> faults(int[] unknown, int[] repeated) {
    return Stream.concat(
            faults("/seats/", unknown, "", "The event has no such seat."),
            faults("/seats/", repeated, "", "This seat is named twice."))
        .toList();
  }

  private static List<Fault> faults(InvalidTickets invalid) {
    var noType = "Its category has no such ticket type.";
    return Stream.of(
            faults("/places/", invalid.unknown(), "/area", "The event has no such area."),
            faults("/places/", invalid.repeated(), "/area", "This area is named twice."),
            faults("/seats/", invalid.types(), "/type", noType),
            faults("/places/", invalid.typesOfPlaces(), "/type", noType))
        .flatMap(it -> it)
        .toList();
  }

  private static Stream<Fault> faults(String list, int[] positions, String member, String detail) {
    return Arrays.stream(positions).mapToObj(at -> new Fault(list + at + member, detail));
  }
}

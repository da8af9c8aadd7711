package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.VenueId;
import java.util.List;

/// What a command led to. It is remembered with the command's id, by the hundred thousand, so it is
/// small: whoever asks again must get the same answer from it, whatever became of the seats since,
/// but what never changes (plans, events, the request itself) is not repeated in it.
public sealed interface Outcome {

  /// It was done.
  sealed interface Success extends Outcome {}

  /// It was not done, and nothing changed.
  sealed interface Refusal extends Outcome {}

  record VenueCreated(VenueId venueId) implements Success {}

  record EventCreated(EventId eventId) implements Success {}

  /// @param seats by their indices in the plan, in the order of the request; so everywhere below
  record Held(HoldId holdId, EventId eventId, int[] seats, long expiresAtMillis)
      implements Success {}

  record Released() implements Success {}

  record Reserved(
      ReservationId reservationId, long number, EventId eventId, int[] seats, long createdAtMillis)
      implements Success {}

  record Cancelled() implements Success {}

  /// @param seats all that were named
  record Blocked(EventId eventId, int[] seats) implements Success {}

  record Unblocked() implements Success {}

  record NotFound(Missing what) implements Refusal {}

  /// The order is part of the format.
  enum Missing {
    EVENT,
    HOLD,
    RESERVATION
  }

  /// All the seats that somebody else has, of those that were asked for.
  record SeatsTaken(EventId eventId, List<Conflict> conflicts) implements Refusal {
    public SeatsTaken {
      conflicts = List.copyOf(conflicts);
    }
  }

  record Conflict(int seat, SeatStatus status) {}

  /// The hold was once, and is no more: it ran out or was given back.
  record HoldExpired() implements Refusal {}

  /// The hold was once, and its seats were reserved.
  record HoldUsed() implements Refusal {}

  record LimitExceeded(Limited what, int max) implements Refusal {}

  /// The order is part of the format.
  enum Limited {
    SEATS_OF_A_CUSTOMER,
    VENUES,
    EVENTS,
    SEATS_ON_SALE,
    PLANS_WEIGHT
  }

  record OrphanSeats(EventId eventId, int[] seats) implements Refusal {}

  /// Seats that make no sense, by their positions in the request.
  ///
  /// @param unknown not in the event's plan
  /// @param repeated named before in the same request
  record InvalidSeats(int[] unknown, int[] repeated) implements Refusal {}

  record Invalid(List<Fault> faults) implements Refusal {
    public Invalid {
      faults = List.copyOf(faults);
    }
  }
}

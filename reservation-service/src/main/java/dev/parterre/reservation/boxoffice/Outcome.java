package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.EventTerms;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.VenueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The result of a command. Hundreds of thousands are kept, each with its command's id, so it is
/// small: it contains what the answer to a retry needs, whatever has happened to the seats since,
/// but not what never changes (plans, the fares that an event ever had, the request itself).
public sealed interface Outcome {

  /// The command was carried out.
  sealed interface Success extends Outcome {}

  /// The command was refused, and nothing changed.
  sealed interface Refusal extends Outcome {}

  record VenueCreated(VenueId venueId) implements Success {}

  record EventCreated(EventId eventId) implements Success {}

  /// @param terms as they are now, but without the prices
  /// @param fares those prices: positions in [Fares], category by category
  record EventChanged(EventId eventId, EventTerms terms, int[] fares, boolean isCancelled)
      implements Success {}

  record DiscountCreated() implements Success {}

  /// @param expiresAtMillis the replicated time at which the hold ends
  record Held(HoldId holdId, EventId eventId, Allocation allocation, long expiresAtMillis)
      implements Success {}

  /// The party waits.
  ///
  /// @param position how many parties came before it when it joined, itself included
  /// @param offeredUntilMillis if something was free that it was offered at once, when that hold
  ///   ends; otherwise 0
  record Joined(PartyId partyId, int position, long joinedAtMillis, long offeredUntilMillis)
      implements Success {}

  /// The party does not wait any more.
  record Left() implements Success {}

  /// @param version of the key with which tickets are signed now
  record TicketKeyMinted(int version) implements Success {}

  record TicketKeyRevoked() implements Success {}

  /// What came of a ticket at a door.
  ///
  /// @param atMillis when somebody was let in with it first, in milliseconds since the epoch; 0 if
  ///   the ticket is not valid
  /// @param gate where
  /// @param fare what the ticket's seat or place is sold at now, a position in [Fares]; 0 if the
  ///   ticket is not valid
  record CheckedIn(Result result, long atMillis, String gate, int fare) implements Success {

    /// The order of the constants is part of the format.
    public enum Result {
      ADMITTED,
      ALREADY_ADMITTED,
      CANCELLED,
      UNKNOWN
    }
  }

  record Released() implements Success {}

  /// @param payment as it stood then
  record Reserved(
      ReservationId reservationId,
      long number,
      EventId eventId,
      Allocation allocation,
      long createdAtMillis,
      Payment payment)
      implements Success {

    Reserved(
        ReservationId reservationId,
        long number,
        EventId eventId,
        Allocation allocation,
        long createdAtMillis) {
      this(reservationId, number, eventId, allocation, createdAtMillis, Payment.NONE);
    }

    Reserved with(Payment payment) {
      return new Reserved(reservationId, number, eventId, allocation, createdAtMillis, payment);
    }
  }

  /// The reservation has other seats, its customer another name or address, or its payment stands
  /// otherwise.
  ///
  /// @param customer of the reservation: the request need not name one
  /// @param isCancelled whether it was cancelled before, so that only its payment changed
  record ReservationChanged(Reserved reserved, Customer customer, boolean isCancelled)
      implements Success {

    ReservationChanged(Reserved reserved, Customer customer) {
      this(reserved, customer, false);
    }
  }

  record Cancelled() implements Success {}

  /// @param seats all seats of the request, as indices in the plan; the same in other outcomes
  record Blocked(EventId eventId, int[] seats) implements Success {}

  record Unblocked() implements Success {}

  record NotFound(Missing what) implements Refusal {}

  /// The order of the constants is part of the format.
  enum Missing {
    EVENT,
    HOLD,
    RESERVATION,
    PARTY,
    TICKET_KEY
  }

  /// Seats of the request are not free, or areas have fewer places than it wants.
  ///
  /// @param conflicts all of these seats
  /// @param full all of these areas
  record SeatsTaken(EventId eventId, List<Conflict> conflicts, List<Full> full) implements Refusal {
    public SeatsTaken {
      conflicts = List.copyOf(conflicts);
      full = List.copyOf(full);
    }

    SeatsTaken(EventId eventId, List<Conflict> conflicts) {
      this(eventId, conflicts, List.of());
    }
  }

  record Conflict(int seat, SeatStatus status) {}

  /// @param area an index in [dev.parterre.reservation.catalog.Plan#areas]
  /// @param free how many of its places are free
  record Full(int area, int free) {}

  /// The hold has ended: it ran out or was released.
  record HoldExpired() implements Refusal {}

  /// The hold has ended: its seats were reserved.
  record HoldUsed() implements Refusal {}

  /// The party has left the waiting list.
  ///
  /// @param isFulfilled whether it reserved what it was offered
  record PartyOver(boolean isFulfilled) implements Refusal {}

  /// Categories of the request, by their positions, of which the event sells nothing.
  record InvalidCategories(int[] unknown) implements Refusal {}

  /// Somebody was let in with the tickets of seats that were to be given up.
  ///
  /// @param seats all of these
  record SeatsAdmitted(EventId eventId, int[] seats) implements Refusal {}

  /// The reservation was cancelled before.
  record AlreadyCancelled() implements Refusal {}

  /// The event's tickets are not sold now.
  ///
  /// @param isCancelled whether the event was cancelled
  record NotOnSale(Optional<Instant> saleFrom, Optional<Instant> saleUntil, boolean isCancelled)
      implements Refusal {}

  record LimitExceeded(Limited what, int max) implements Refusal {}

  /// The order of the constants is part of the format.
  enum Limited {
    SEATS_OF_A_CUSTOMER,
    VENUES,
    EVENTS,
    SEATS_ON_SALE,
    PLANS_WEIGHT,
    HOLDS_OF_A_CLIENT,
    RENEWALS,
    DISCOUNTS,
    FARES,
    SEATS_WAITED_FOR,
    WAITING_LIST,
    WAITING_LISTS,
    PAYMENTS_OF_A_HOLD,
    TICKET_KEYS,
    ADMISSIONS,
    RENEWALS_OF_AN_OFFER
  }

  /// @param seats the free seats that would be left single
  record OrphanSeats(EventId eventId, int[] seats) implements Refusal {}

  /// Seats that no such request may name, each by its position in the request.
  ///
  /// @param unknown those that are not in the event's plan
  /// @param repeated those that occur earlier in the same request
  record InvalidSeats(int[] unknown, int[] repeated) implements Refusal {}

  /// Places and ticket types that no such request may name, each by its position in the request.
  ///
  /// @param unknown areas that are not in the event's plan
  /// @param repeated areas that occur earlier in the same request, with the same fare
  /// @param types seats whose category does not have the ticket type that is named
  /// @param typesOfPlaces areas of which the same is true
  record InvalidTickets(int[] unknown, int[] repeated, int[] types, int[] typesOfPlaces)
      implements Refusal {
    boolean isEmpty() {
      return unknown.length + repeated.length + types.length + typesOfPlaces.length == 0;
    }
  }

  record Invalid(List<Fault> faults) implements Refusal {
    public Invalid {
      faults = List.copyOf(faults);
    }
  }
}

package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import java.util.List;
import java.util.stream.IntStream;

/// What a command or a deadline changed in the state. The [Ledger] reports it, since every change
/// goes through it, so none can be missed.
sealed interface Happening {

  /// Is called on the event loop, after each command or deadline that changed something.
  interface Listener {

    /// @param index the index of the command or the deadline
    /// @param happenings in order; at least one
    void happened(long index, List<Happening> happenings);
  }

  /// A change to seats and places of an event.
  sealed interface OfSeats extends Happening {
    EventId eventId();

    Allocation allocation();
  }

  sealed interface OfHold extends OfSeats {
    Hold hold();

    @Override
    default EventId eventId() {
      return hold().eventId();
    }

    @Override
    default Allocation allocation() {
      return hold().allocation();
    }
  }

  sealed interface OfReservation extends OfSeats {
    Reservation reservation();

    @Override
    default EventId eventId() {
      return reservation().eventId();
    }

    @Override
    default Allocation allocation() {
      return reservation().allocation();
    }
  }

  /// Seats were taken off sale.
  record Blocked(EventId eventId, Allocation allocation) implements OfSeats {}

  /// Seats are on sale again, except those of a category without a price.
  record Unblocked(EventId eventId, Allocation allocation) implements OfSeats {}

  record VenueCreated(Venue venue) implements Happening {}

  record EventCreated(Offer offer) implements Happening {}

  /// The event is sold on other terms.
  ///
  /// @param allocation what is for sale now and was not before, or the other way round
  record EventChanged(Offer offer, Allocation allocation) implements OfSeats {
    @Override
    public EventId eventId() {
      return offer.id();
    }
  }

  /// The event does not take place. What it did to holds and reservations was reported before.
  record EventCancelled(Offer offer) implements Happening {}

  record PartyJoined(Party party) implements Happening {}

  /// A party in a waiting list was offered a hold.
  record PartyOffered(Party party, Hold hold) implements Happening {}

  /// A party left the waiting list.
  ///
  /// @param fulfilled whether it reserved what it was offered
  record PartyLeft(Party party, boolean fulfilled) implements Happening {}

  record DiscountCreated(Discount discount) implements Happening {}

  record Held(Hold hold) implements OfHold {}

  /// The hold was released.
  record Released(Hold hold) implements OfHold {}

  /// The hold ran out.
  record Expired(Hold hold) implements OfHold {}

  /// What was free, or held by the same buyer, is now reserved.
  record Reserved(Reservation reservation) implements OfReservation {}

  record Cancelled(Reservation reservation) implements OfReservation {}

  /// A reservation has a customer of another name or address.
  ///
  /// @param before the reservation with the earlier one
  record CustomerChanged(Reservation reservation, Reservation before) implements Happening {}

  /// Somebody was let in with a ticket, perhaps not for the first time.
  record Admitted(Admission admission) implements Happening {}

  /// The payment for a reservation stands otherwise.
  record PaymentNoted(Reservation reservation) implements Happening {}

  /// A reservation has other seats.
  ///
  /// @param before the reservation with the earlier ones
  record Exchanged(Reservation reservation, Reservation before) implements OfSeats {

    @Override
    public EventId eventId() {
      return reservation.eventId();
    }

    /// The seats that were taken or given back.
    @Override
    public Allocation allocation() {
      var now = IntStream.of(reservation.allocation().seats());
      var earlier = IntStream.of(before.allocation().seats());
      return Allocation.ofSeats(
          IntStream.concat(
                  now.filter(seat -> !before.allocation().hasSeat(seat)),
                  earlier.filter(seat -> !reservation.allocation().hasSeat(seat)))
              .toArray());
    }
  }
}

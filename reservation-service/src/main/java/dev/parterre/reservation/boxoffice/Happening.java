package dev.parterre.reservation.boxoffice;

import java.util.List;

/// What a command, or a deadline that came, did to the state. It is told by the [Ledger], which
/// alone changes anything, so no rule can forget to.
sealed interface Happening {

  /// Is told of everything, on the event loop, after it was done.
  interface Listener {

    /// @param index of the command or the deadline
    /// @param happenings in order; at least one
    void happened(long index, List<Happening> happenings);
  }

  /// What changed the seats of an event.
  sealed interface OfSeats extends Happening {
    Offer offer();

    /// Indices in the plan; not to be changed.
    int[] seats();
  }

  sealed interface OfHold extends OfSeats {
    Hold hold();

    @Override
    default Offer offer() {
      return hold().offer();
    }

    @Override
    default int[] seats() {
      return hold().seats();
    }
  }

  sealed interface OfReservation extends OfSeats {
    Reservation reservation();

    @Override
    default Offer offer() {
      return reservation().offer();
    }

    @Override
    default int[] seats() {
      return reservation().seats();
    }
  }

  /// Seats were taken off sale.
  record Blocked(Offer offer, int[] seats) implements OfSeats {}

  /// Seats are on sale again, but for those of a category without a price.
  record Unblocked(Offer offer, int[] seats) implements OfSeats {}

  record VenueCreated(Venue venue) implements Happening {}

  record EventCreated(Offer offer) implements Happening {}

  record Held(Hold hold) implements OfHold {}

  /// The hold was given back.
  record Released(Hold hold) implements OfHold {}

  /// The hold's time was over.
  record Expired(Hold hold) implements OfHold {}

  /// Seats that were free, or held by the same buyer, are somebody's.
  record Reserved(Reservation reservation) implements OfReservation {}

  record Cancelled(Reservation reservation) implements OfReservation {}
}

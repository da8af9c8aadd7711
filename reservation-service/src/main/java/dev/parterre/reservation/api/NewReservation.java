package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.ReserveHeld;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.Reserving;
import dev.parterre.reservation.boxoffice.Customer;
import dev.parterre.reservation.boxoffice.HoldId;
import dev.parterre.reservation.boxoffice.ReservationId;
import dev.parterre.reservation.catalog.EventId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The body of `POST /reservations`: a hold, or an event and its seats and places.
record NewReservation(
    @Nullable String holdId,
    @Nullable EventId eventId,
    @Nullable List<NewSeat> seats,
    @Nullable List<NewPlaces> places,
    @Nullable String discountCode,
    @Nullable NewCustomer customer) {

  Reserving command() {
    var checks = new Checks();
    var buyer = NewCustomer.read(customer, checks);
    if (holdId != null) {
      checks.check(eventId == null, "/eventId", "The hold already determines the event.");
      checks.check(seats == null, "/seats", "The hold already determines the seats.");
      checks.check(places == null, "/places", "The hold already determines the places.");
      checks.check(
          discountCode == null, "/discountCode", "The hold already determines the discount.");
      checks.throwIfAny();
      return new ReserveHeld(HoldId.of(holdId), buyer, ReservationId.random());
    }
    return direct(buyer, checks);
  }

  private ReserveSeats direct(Customer buyer, Checks checks) {
    var wanted = checks.wanted(seats, places, discountCode);
    if (eventId == null) {
      checks.fault("/eventId", Checks.REQUIRED);
    }
    checks.throwIfAny();
    return new ReserveSeats(Objects.requireNonNull(eventId), wanted, buyer, ReservationId.random());
  }
}

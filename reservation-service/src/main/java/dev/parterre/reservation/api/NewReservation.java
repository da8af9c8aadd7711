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
    NewReservation.@Nullable Buyer customer) {

  private static final int NAME_MAX = 200;

  record Buyer(@Nullable String name, @Nullable String email) {}

  Reserving command() {
    var checks = new Checks();
    var buyer = buyer(checks);
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

  private Customer buyer(Checks checks) {
    if (customer == null) {
      checks.fault("/customer", Checks.REQUIRED);
      return new Customer("", "");
    }
    var name = checks.text(customer.name(), NAME_MAX, "/customer/name");
    var email = checks.text(customer.email(), EmailAddress.MAX, "/customer/email");
    checks.check(
        email.isEmpty() || EmailAddress.isOne(email),
        "/customer/email",
        "This is not a valid e-mail address.");
    return new Customer(name, email);
  }
}

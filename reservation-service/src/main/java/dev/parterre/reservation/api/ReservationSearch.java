package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.boxoffice.Reservation;
import dev.parterre.reservation.boxoffice.TicketCode;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds reservations by what the organiser knows of them: a part of the customer's name or e-mail
/// address, of the code, of what the payment is called, or of the name or label of a seat, in upper
/// or lower case.
final class ReservationSearch implements Predicate<Reservation> {

  private final String wanted;
  private final Offer offer;

  /// @param wanted empty for every reservation
  ReservationSearch(String wanted, Offer offer) {
    this.wanted = folded(wanted.strip());
    this.offer = offer;
  }

  @Override
  public boolean test(Reservation reservation) {
    if (wanted.isEmpty()) {
      return true;
    }
    var customer = reservation.customer();
    var code = TicketCode.of(reservation.number());
    var payment = reservation.payment().reference();
    return Stream.of(customer.name(), customer.email(), code, payment).anyMatch(this::isIn)
        || IntStream.of(reservation.allocation().seats()).anyMatch(this::isInSeat);
  }

  private boolean isInSeat(int seat) {
    var described = offer.plan().seat(seat);
    return isIn(described.id().guid()) || isIn(described.label());
  }

  private boolean isIn(String text) {
    return folded(text).contains(wanted);
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

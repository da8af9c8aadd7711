package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Bill;
import dev.parterre.reservation.boxoffice.BookingCommand.MintTicketKey;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.BoxOfficeView;
import dev.parterre.reservation.boxoffice.Outcome.TicketKeyMinted;
import dev.parterre.reservation.boxoffice.Reservation;
import dev.parterre.reservation.boxoffice.ReservationId;
import dev.parterre.reservation.boxoffice.TicketCode;
import dev.parterre.reservation.boxoffice.TicketKey;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.tickets.Occasion;
import dev.parterre.reservation.tickets.SigningKey;
import dev.parterre.reservation.tickets.Ticket;
import dev.parterre.reservation.web.IdempotencyKey;
import dev.parterre.reservation.web.LogIndex;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import dev.parterre.reservation.web.ReadMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Issues the tickets of reservations. An event gets its first key when somebody asks for it.
@Component
final class Issuing {

  /// To make one again takes less than a millisecond.
  private static final int SIGNERS_MAX = 1_000;

  private final Reading reading;
  private final Ordering ordering;
  private final BoxOffice office;
  private final Map<TicketKey, SigningKey> signers = new ConcurrentHashMap<>();

  Issuing(Reading reading, Ordering ordering, BoxOffice office) {
    this.reading = reading;
    this.ordering = ordering;
    this.office = office;
  }

  /// A reservation as it was at an index.
  record Printed(long index, Reservation reservation, Bill bill, String venue) {

    Occasion occasion() {
      return Occasion.of(
          bill.offer().event().terms(),
          venue,
          TicketCode.of(reservation.number()),
          reservation.customer().name());
    }
  }

  /// @param printed whose tickets they are
  /// @param signer of their tokens
  record Issued(Printed printed, List<Ticket> tickets, SigningKey signer) {

    /// The ticket's token, signed.
    String sign(Ticket ticket) {
      return ticket.token().sign(signer);
    }
  }

  /// @param keys those that are valid
  /// @param isExhausted whether there can be no others
  private record Keys(List<TicketKey> keys, boolean isExhausted) {

    static Keys of(EventId event, BoxOfficeView view) {
      return new Keys(view.tickets().valid(event), view.tickets().hasAllKeys(event));
    }
  }

  private record Sold(Reservation reservation, Bill bill, String venue, Keys keys) {

    static Optional<Sold> of(ReservationId id, BoxOfficeView view) {
      return Optional.ofNullable(view.reservation(id))
          .map(
              it ->
                  new Sold(
                      it,
                      Bill.of(it.eventId(), it.allocation(), view),
                      venueName(it.eventId(), view),
                      Keys.of(it.eventId(), view)));
    }

    private static String venueName(EventId event, BoxOfficeView view) {
      var offer = Objects.requireNonNull(view.offer(event));
      return Objects.requireNonNull(view.venue(offer.event().venueId())).plan().name();
    }
  }

  /// Blocks.
  ///
  /// @throws ProblemException 404 if there is no such reservation
  Printed print(ReservationId id, ReadMode mode) {
    return printed(sold(id, mode));
  }

  private Reading.Shown<Sold> sold(ReservationId id, ReadMode mode) {
    return reading.find(mode, Refusals.NO_RESERVATION, view -> Sold.of(id, view));
  }

  private static Printed printed(Reading.Shown<Sold> shown) {
    var sold = shown.value();
    return new Printed(shown.index(), sold.reservation(), sold.bill(), sold.venue());
  }

  /// Blocks.
  ///
  /// @throws ProblemException 404 if there is no such reservation, 409 if it was cancelled
  Issued issue(ReservationId id, ReadMode mode) {
    var shown = sold(id, mode);
    var reservation = shown.value().reservation();
    if (reservation.cancelled()) {
      throw new ProblemException(
              Problem.RESERVATION_CANCELLED, "This reservation was cancelled; it has no tickets.")
          .with(LogIndex.HEADER, shown.index());
    }
    var keys = shown.value().keys();
    if (keys.keys().isEmpty()) {
      return issue(id, mint(reservation.eventId(), keys));
    }
    var key = keys.keys().getLast();
    var tickets = Ticket.of(reservation, shown.value().bill(), key.id());
    return new Issued(printed(shown), tickets, signer(key));
  }

  /// Makes the first valid key of an event.
  ///
  /// @return in which it has one
  private ReadMode mint(EventId event, Keys keys) {
    if (keys.isExhausted()) {
      throw new ProblemException(
          Problem.LIMIT_EXCEEDED, "All ticket keys that the event can have were revoked.");
    }
    var command = MintTicketKey.of(event, true);
    var minted = ordering.place(IdempotencyKey.random(), command, TicketKeyMinted.class);
    return new ReadMode.AtLeast(minted.index());
  }

  /// The keys with which the event's tickets may be signed; it has one from then on. Blocks.
  ///
  /// @throws ProblemException 404 if there is no such event
  Reading.Shown<List<TicketKey>> keys(EventId event, ReadMode mode) {
    var shown =
        reading.find(
            mode,
            Refusals.NO_EVENT,
            view -> Optional.ofNullable(view.offer(event)).map(_ -> Keys.of(event, view)));
    var keys = shown.value();
    return keys.keys().isEmpty()
        ? keys(event, mint(event, keys))
        : new Reading.Shown<>(shown.index(), keys.keys());
  }

  /// A key that was ever made, whether it is valid or not. Blocks if this replica does not know it
  /// yet.
  Optional<SigningKey> find(TicketKey.Id id) {
    var known = office.ticketKey(id);
    if (known == null) {
      reading.read(new ReadMode.Linearizable(), _ -> true);
      known = office.ticketKey(id);
    }
    return Optional.ofNullable(known).map(this::signer);
  }

  SigningKey signer(TicketKey key) {
    if (signers.size() > SIGNERS_MAX) {
      signers.clear();
    }
    return signers.computeIfAbsent(key, SigningKey::of);
  }
}

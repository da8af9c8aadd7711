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
  private final Offered offered;
  private final BoxOffice office;
  private final Map<TicketKey, SigningKey> signers = new ConcurrentHashMap<>();

  Issuing(Reading reading, Ordering ordering, Offered offered, BoxOffice office) {
    this.reading = reading;
    this.ordering = ordering;
    this.offered = offered;
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
  record Issued(Printed printed, List<Ticket> tickets) {}

  private record Sold(Reservation reservation, String venue, List<TicketKey> keys) {

    static Optional<Sold> of(ReservationId id, BoxOfficeView view) {
      var reservation = view.reservation(id);
      return reservation == null
          ? Optional.empty()
          : Optional.of(
              new Sold(
                  reservation,
                  venueName(reservation.eventId(), view),
                  view.tickets().valid(reservation.eventId())));
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
    var shown = reading.find(mode, Refusals.NO_RESERVATION, view -> Sold.of(id, view));
    return printed(shown.index(), shown.value());
  }

  private Printed printed(long index, Sold sold) {
    var reservation = sold.reservation();
    var bill = offered.bill(reservation.eventId(), reservation.allocation());
    return new Printed(index, reservation, bill, sold.venue());
  }

  /// Blocks.
  ///
  /// @throws ProblemException 404 if there is no such reservation, 409 if it was cancelled
  Issued issue(ReservationId id, ReadMode mode) {
    var shown = reading.find(mode, Refusals.NO_RESERVATION, view -> Sold.of(id, view));
    var printed = printed(shown.index(), shown.value());
    var reservation = printed.reservation();
    if (reservation.cancelled()) {
      throw new ProblemException(
              Problem.RESERVATION_CANCELLED, "This reservation was cancelled; it has no tickets.")
          .with(LogIndex.HEADER, shown.index());
    }
    var keys = shown.value().keys();
    var key = keys.isEmpty() ? mint(reservation.eventId()) : keys.getLast();
    return new Issued(printed, Ticket.of(reservation, printed.bill(), key.id(), signer(key)));
  }

  /// The first valid key of an event.
  private TicketKey mint(EventId event) {
    var command = MintTicketKey.of(event, true);
    var minted = ordering.place(IdempotencyKey.random(), command, TicketKeyMinted.class).outcome();
    var id = new TicketKey.Id(event, minted.version());
    return Objects.requireNonNull(office.ticketKey(id));
  }

  /// The keys with which the event's tickets may be signed; it has one from then on. Blocks.
  ///
  /// @throws ProblemException 404 if there is no such event
  Reading.Shown<List<TicketKey>> keys(EventId event, ReadMode mode) {
    var shown =
        reading.find(
            mode,
            Refusals.NO_EVENT,
            view -> Optional.ofNullable(view.offer(event)).map(_ -> view.tickets().valid(event)));
    return shown.value().isEmpty()
        ? new Reading.Shown<>(shown.index(), List.of(mint(event)))
        : shown;
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

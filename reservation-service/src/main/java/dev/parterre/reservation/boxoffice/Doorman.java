package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.Admission.Entrance;
import dev.parterre.reservation.boxoffice.BookingCommand.Admitting;
import dev.parterre.reservation.boxoffice.BookingCommand.CheckIn;
import dev.parterre.reservation.boxoffice.BookingCommand.MintTicketKey;
import dev.parterre.reservation.boxoffice.BookingCommand.RevokeTicketKey;
import dev.parterre.reservation.boxoffice.Outcome.CheckedIn;
import dev.parterre.reservation.boxoffice.Outcome.CheckedIn.Result;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.TicketKeyMinted;
import dev.parterre.reservation.boxoffice.Outcome.TicketKeyRevoked;
import dev.parterre.reservation.catalog.EventId;
import java.util.Objects;

/// Decides who is let in, and with which keys tickets are signed. That a ticket is signed is
/// checked before, since it does not depend on the state; that its key is still valid, here.
final class Doorman {

  private final Ledger ledger;
  private final Tickets tickets;
  private final long nowMillis;

  /// @param nowMillis the replicated time, in milliseconds since the epoch
  Doorman(Ledger ledger, long nowMillis) {
    this.ledger = ledger;
    this.nowMillis = nowMillis;
    tickets = ledger.tickets();
  }

  Outcome decide(Admitting command) {
    return switch (command) {
      case MintTicketKey mint -> mint(mint);
      case RevokeTicketKey(var event, var version) -> revoke(event, version);
      case CheckIn checkIn -> checkIn(checkIn);
    };
  }

  private Outcome mint(MintTicketKey command) {
    var event = command.eventId();
    if (ledger.offer(event) == null) {
      return new NotFound(Missing.EVENT);
    }
    var current = tickets.current(event);
    if (command.isOnlyFirst() && current.isPresent()) {
      return new TicketKeyMinted(current.get().id().version());
    }
    return tickets.hasAllKeys(event)
        ? new LimitExceeded(Limited.TICKET_KEYS, TicketKey.KEYS_MAX)
        : new TicketKeyMinted(tickets.mint(event, command.seed()).id().version());
  }

  /// To revoke a key again succeeds and changes nothing.
  private Outcome revoke(EventId event, int version) {
    var key = tickets.key(new TicketKey.Id(event, version));
    if (key == null) {
      return new NotFound(Missing.TICKET_KEY);
    }
    if (!key.isRevoked()) {
      tickets.revoke(key);
    }
    return new TicketKeyRevoked();
  }

  /// Whom a scanner let in is noted in any case.
  private Outcome checkIn(CheckIn command) {
    var event = command.eventId();
    var ticket = command.ticket();
    var key = tickets.key(new TicketKey.Id(event, command.keyVersion()));
    if (key == null) {
      return new CheckedIn(Result.UNKNOWN, 0, "", 0);
    }
    int fare = fare(command);
    boolean isValid = !key.isRevoked() && fare != Fares.NONE;
    var before = tickets.admission(ticket);
    var entrance = new Entrance(time(command), command.gate());
    if (command.wasAdmitted() || (isValid && before == null)) {
      if (before == null && ledger.count(Kind.ADMISSION) == BoxOffice.ADMISSIONS_MAX) {
        return new LimitExceeded(Limited.ADMISSIONS, BoxOffice.ADMISSIONS_MAX);
      }
      tickets.admit(event, ticket, entrance);
    }
    if (!isValid) {
      var result = key.isRevoked() ? Result.UNKNOWN : Result.CANCELLED;
      return new CheckedIn(result, 0, "", 0);
    }
    return before == null
        ? new CheckedIn(Result.ADMITTED, entrance.atMillis(), entrance.gate(), fare)
        : new CheckedIn(
            Result.ALREADY_ADMITTED, before.first().atMillis(), before.first().gate(), fare);
  }

  /// A clock that is fast does not say when something will happen.
  private long time(CheckIn command) {
    return command.scannedAtMillis() == 0
        ? nowMillis
        : Math.min(command.scannedAtMillis(), nowMillis);
  }

  /// What the reservation has that the ticket is for is sold at; [Fares#NONE] if it does not have
  /// it any more. A reservation that is not known any more was cancelled.
  private int fare(CheckIn command) {
    var reservation = ledger.reservation(command.ticket().reservation());
    if (reservation == null
        || reservation.cancelled()
        || !reservation.eventId().equals(command.eventId())) {
      return Fares.NONE;
    }
    var offer = Objects.requireNonNull(ledger.offer(reservation.eventId()));
    int at = reservation.allocation().find(command.ticket().item(), offer.plan().seatCount());
    return at < 0 ? Fares.NONE : reservation.allocation().fare(offer, at);
  }
}

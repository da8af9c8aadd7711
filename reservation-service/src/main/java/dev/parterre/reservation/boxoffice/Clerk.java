package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BookingCommand.Admitting;
import dev.parterre.reservation.boxoffice.BookingCommand.BindPayment;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.ChangeCustomer;
import dev.parterre.reservation.boxoffice.BookingCommand.ChangeEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.ExchangeSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.Holding;
import dev.parterre.reservation.boxoffice.BookingCommand.NotePayment;
import dev.parterre.reservation.boxoffice.BookingCommand.Organising;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.BookingCommand.RenewHold;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveHeld;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.Waiting;
import dev.parterre.reservation.boxoffice.Outcome.AlreadyCancelled;
import dev.parterre.reservation.boxoffice.Outcome.Cancelled;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.HoldExpired;
import dev.parterre.reservation.boxoffice.Outcome.HoldUsed;
import dev.parterre.reservation.boxoffice.Outcome.Invalid;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.NotOnSale;
import dev.parterre.reservation.boxoffice.Outcome.Released;
import dev.parterre.reservation.boxoffice.Outcome.ReservationChanged;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.Outcome.SeatsAdmitted;
import dev.parterre.reservation.boxoffice.SeatChoice.Chosen;
import dev.parterre.reservation.boxoffice.SeatChoice.Refused;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Fault;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/// Decides what becomes of a command, by the entries and the replicated time when it is applied,
/// and changes the entries accordingly: the rules of the box office.
final class Clerk {

  static final int HOLD_GRACE_MILLIS = 100;
  static final int RENEWALS_MAX = 3;

  private final Ledger ledger;
  private final long nowMillis;

  /// @param nowMillis the replicated time, in milliseconds since the epoch
  Clerk(Ledger ledger, long nowMillis) {
    this.ledger = ledger;
    this.nowMillis = nowMillis;
  }

  /// @throws IllegalArgumentException for a command that programs of the format level in force do
  ///   not know: it must fail here as it fails there
  Outcome decide(BookingCommand command) {
    if (CommandCodec.level(command) > ledger.level()) {
      throw new IllegalArgumentException("a command of a newer format level than the one in force");
    }
    return switch (command) {
      case Organising organising -> new Organiser(ledger, nowMillis).decide(organising);
      case Waiting waiting -> new Usher(ledger, nowMillis).decide(waiting);
      case Admitting admitting -> new Doorman(ledger, nowMillis).decide(admitting);
      case Holding hold -> hold(hold);
      case ReleaseHold(var hold) -> release(hold);
      case RenewHold(var hold) -> renew(hold);
      case BindPayment bind -> bind(bind);
      case NotePayment note -> note(note);
      case ReserveHeld reserve -> reserve(reserve);
      case ReserveSeats reserve -> reserve(reserve);
      case ExchangeSeats exchange -> exchange(exchange);
      case ChangeCustomer change -> change(change);
      case CancelReservation(var reservation) -> cancel(reservation);
    };
  }

  private Outcome hold(Holding command) {
    var seatMap = ledger.seatMap(command.eventId());
    if (seatMap == null) {
      return new NotFound(Missing.EVENT);
    }
    var offer = seatMap.offer();
    var refusal = refusal(seatMap, command.discountCode());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    int longest = offer.terms().holdSeconds();
    int holdSeconds = command.holdSeconds().orElse(longest);
    if (holdSeconds < BoxOffice.HOLD_SECONDS_MIN || holdSeconds > longest) {
      var detail = "A hold lasts " + BoxOffice.HOLD_SECONDS_MIN + " to " + longest + " seconds.";
      return new Invalid(List.of(new Fault("/holdSeconds", detail)));
    }
    var maxHolds = offer.terms().maxHolds();
    var client = maxHolds.isPresent() ? command.client() : Client.UNKNOWN;
    if (hasEnough(client, seatMap)) {
      return new LimitExceeded(Limited.HOLDS_OF_A_CLIENT, maxHolds.getAsInt());
    }
    return switch (SeatChoice.of(command, seatMap, ledger.level())) {
      case Refused(var why) -> why;
      case Chosen(var allocation) -> {
        long number = ledger.nextNumber(Kind.HOLD);
        int seconds = ledger.level() < HoldCodec.LEVEL ? longest : holdSeconds;
        long end = endOfHold(holdSeconds, nowMillis);
        var hold =
            new Hold(command.holdId(), offer.id(), allocation, client, seconds, 0, end, number);
        ledger.add(hold);
        yield new Held(hold.id(), offer.id(), allocation, hold.expiresAtMillis());
      }
    };
  }

  /// Whether the event limits the holds of a client, and this one has, or waits for, as many.
  static boolean hasEnough(Client client, SeatMap map) {
    var tallies = map.tallies();
    var max = map.offer().terms().maxHolds();
    return max.isPresent() && tallies.holds(client) + tallies.parties(client) >= max.getAsInt();
  }

  /// Why nothing is sold now, or not with this discount; empty if it is.
  private Optional<Outcome> refusal(SeatMap map, String discountCode) {
    var notOnSale = notOnSale(map.offer(), nowMillis);
    return notOnSale.isEmpty() && !discountCode.isEmpty()
        ? discountFault(map, discountCode)
            .map(detail -> new Invalid(List.of(new Fault("/discountCode", detail))))
        : notOnSale;
  }

  static Optional<Outcome> notOnSale(Offer offer, long nowMillis) {
    var terms = offer.terms();
    boolean isCancelled = offer.event().isCancelled();
    return isCancelled || !terms.sale().contains(nowMillis)
        ? Optional.of(new NotOnSale(terms.saleFrom(), terms.saleUntil(), isCancelled))
        : Optional.empty();
  }

  private Optional<String> discountFault(SeatMap map, String code) {
    var discount = ledger.discount(new Discount.Id(map.offer().id(), code));
    if (discount == null) {
      return Optional.of("The event has no such discount code.");
    }
    var terms = discount.terms();
    if (!terms.validity().contains(nowMillis)) {
      return Optional.of("This discount code is not valid now.");
    }
    boolean isUsedUp = terms.uses().stream().anyMatch(max -> map.tallies().uses(code) >= max);
    return isUsedUp
        ? Optional.of("This discount code is in use as often as it may be.")
        : Optional.empty();
  }

  /// While the replicated time is corrected towards the wall clock, it may run faster than the
  /// buyer's clock by one part in 2,000, and a new leader may continue it slightly late or early. A
  /// hold is extended by as much, so that it never ends early for the buyer.
  static long endOfHold(int holdSeconds, long nowMillis) {
    long millis = holdSeconds * 1_000L;
    return nowMillis + millis + Math.ceilDiv(millis, 2_000L) + HOLD_GRACE_MILLIS;
  }

  /// Never lets the hold end earlier, also if it was given more time for a payment.
  private Outcome renew(HoldId id) {
    var hold = ledger.hold(id);
    if (hold == null) {
      return noHold(id);
    }
    var notOnSale = notOnSale(Objects.requireNonNull(ledger.offer(hold.eventId())), nowMillis);
    if (notOnSale.isPresent()) {
      return notOnSale.get();
    }
    if (ledger.waitingLists().isOffer(id)) {
      return new LimitExceeded(Limited.RENEWALS_OF_AN_OFFER, 0);
    }
    if (hold.renewals() == RENEWALS_MAX) {
      return new LimitExceeded(Limited.RENEWALS, RENEWALS_MAX);
    }
    long again = endOfHold(hold.seconds(), nowMillis);
    long end = hold.payment().isEmpty() ? again : Math.max(again, hold.expiresAtMillis());
    ledger.replace(hold, hold.renewedUntil(end));
    return new Held(id, hold.eventId(), hold.allocation(), end);
  }

  /// Whoever is paying has the time that it takes, even if the sale ends meanwhile.
  private Outcome bind(BindPayment command) {
    var hold = ledger.hold(command.holdId());
    if (hold == null) {
      return noHold(command.holdId());
    }
    if (!hold.payment().isEmpty()) {
      return new LimitExceeded(Limited.PAYMENTS_OF_A_HOLD, 1);
    }
    long end = Math.max(hold.expiresAtMillis(), endOfHold(command.seconds(), nowMillis));
    ledger.replace(hold, hold.boundTo(command.reference(), end));
    return new Held(hold.id(), hold.eventId(), hold.allocation(), end);
  }

  /// Also of a reservation that was cancelled: then there may be something to refund.
  private Outcome note(NotePayment command) {
    var reservation = ledger.reservation(command.reservationId());
    if (reservation == null) {
      return new NotFound(Missing.RESERVATION);
    }
    var changed = reservation.with(reservation.payment().with(command.payment()));
    ledger.notePayment(changed);
    return new ReservationChanged(reserved(changed), changed.customer(), changed.cancelled());
  }

  private Outcome release(HoldId id) {
    var hold = ledger.hold(id);
    if (hold == null) {
      return noHold(id);
    }
    ledger.release(hold);
    return new Released();
  }

  private Outcome reserve(ReserveHeld command) {
    var hold = ledger.hold(command.holdId());
    if (hold == null) {
      return noHold(command.holdId());
    }
    var reservation =
        reservation(command.reservationId(), hold.eventId(), hold.allocation(), command.customer())
            .with(Payment.pending(hold.payment()));
    return beyondLimit(reservation, 0)
        .orElseGet(
            () -> {
              ledger.add(reservation, hold);
              return reserved(reservation);
            });
  }

  private Outcome reserve(ReserveSeats command) {
    var seatMap = ledger.seatMap(command.eventId());
    if (seatMap == null) {
      return new NotFound(Missing.EVENT);
    }
    var refusal = refusal(seatMap, command.wanted().discountCode());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return switch (SeatChoice.of(command.wanted(), seatMap, ledger.level())) {
      case Refused(var why) -> why;
      case Chosen(var allocation) -> {
        var reservation =
            reservation(command.reservationId(), command.eventId(), allocation, command.customer());
        yield beyondLimit(reservation, 0)
            .orElseGet(
                () -> {
                  ledger.add(reservation);
                  return reserved(reservation);
                });
      }
    };
  }

  /// The seats that the reservation has are free for it, but for nobody else.
  private Outcome exchange(ExchangeSeats command) {
    var reservation = ledger.reservation(command.reservationId());
    if (reservation == null) {
      return new NotFound(Missing.RESERVATION);
    }
    if (reservation.cancelled()) {
      return new AlreadyCancelled();
    }
    var wanted = command.wanted();
    var own = reservation.allocation();
    int level = ledger.level();
    return switch (ledger.without(reservation, map -> SeatChoice.of(wanted, own, map, level))) {
      case Refused(var refusal) -> refusal;
      case Chosen(var allocation) -> {
        var changed = reservation.with(allocation);
        yield admitted(reservation, allocation)
            .or(() -> beyondLimit(changed, reservation.allocation().count()))
            .orElseGet(
                () -> {
                  ledger.exchange(reservation, changed);
                  return new ReservationChanged(reserved(changed), changed.customer());
                });
      }
    };
  }

  /// Refuses to exchange a seat with whose ticket somebody was let in, or its type: they could give
  /// others the new ticket, or be in at a lower price.
  private Optional<Outcome> admitted(Reservation reservation, Allocation wanted) {
    int[] admitted =
        IntStream.of(reservation.allocation().seats())
            .filter(seat -> !isKept(seat, reservation, wanted))
            .filter(
                seat ->
                    ledger.tickets().admission(new TicketId(reservation.number(), seat)) != null)
            .toArray();
    return admitted.length == 0
        ? Optional.empty()
        : Optional.of(new SeatsAdmitted(reservation.eventId(), admitted));
  }

  /// Whether the reservation keeps a seat at its fare.
  private boolean isKept(int seat, Reservation reservation, Allocation wanted) {
    var offer = Objects.requireNonNull(ledger.offer(reservation.eventId()));
    int seats = offer.plan().seatCount();
    int at = wanted.find(seat, seats);
    var own = reservation.allocation();
    return at >= 0 && wanted.fare(offer, at) == own.fare(offer, own.find(seat, seats));
  }

  private Outcome change(ChangeCustomer command) {
    var reservation = ledger.reservation(command.reservationId());
    if (reservation == null) {
      return new NotFound(Missing.RESERVATION);
    }
    if (reservation.cancelled()) {
      return new AlreadyCancelled();
    }
    var before = reservation.customer();
    var customer =
        new Customer(command.name().orElse(before.name()), command.email().orElse(before.email()));
    var changed = reservation.with(customer);
    int given = customer.key() == before.key() ? reservation.allocation().count() : 0;
    return beyondLimit(changed, given)
        .orElseGet(
            () -> {
              ledger.changeCustomer(reservation, changed);
              return new ReservationChanged(reserved(changed), customer);
            });
  }

  /// Refuses it if the customer would have more seats and places of the event than it allows, over
  /// all reservations; but not if they would have no more than before, when the event allowed it.
  ///
  /// @param given how many of them the customer gives back for it
  private Optional<Outcome> beyondLimit(Reservation reservation, int given) {
    var map = Objects.requireNonNull(ledger.seatMap(reservation.eventId()));
    int max = map.offer().terms().maxSeats();
    int had = map.tallies().seats(reservation.customer()) - given;
    int count = reservation.allocation().count();
    boolean isNoMore = ledger.level() >= ChangeEvent.LEVEL && count <= given;
    boolean isBeyond = had + count > max && !isNoMore;
    return isBeyond && ledger.level() >= FormatLevel.SECOND
        ? Optional.of(new LimitExceeded(Limited.SEATS_OF_A_CUSTOMER, max))
        : Optional.empty();
  }

  /// Frees the seats for the next command. To cancel a reservation again succeeds and changes
  /// nothing.
  private Outcome cancel(ReservationId id) {
    var reservation = ledger.reservation(id);
    if (reservation == null) {
      return new NotFound(Missing.RESERVATION);
    }
    if (!reservation.cancelled()) {
      ledger.cancel(reservation);
    }
    return new Cancelled();
  }

  private Outcome noHold(HoldId id) {
    return ledger
        .end(id)
        .<Outcome>map(end -> end == HoldEnd.RESERVED ? new HoldUsed() : new HoldExpired())
        .orElse(new NotFound(Missing.HOLD));
  }

  private Reservation reservation(
      ReservationId id, EventId event, Allocation allocation, Customer customer) {
    long number = ledger.nextNumber(Kind.RESERVATION);
    return new Reservation(id, event, allocation, customer, number, nowMillis, false, Payment.NONE);
  }

  private static Reserved reserved(Reservation reservation) {
    return new Reserved(
        reservation.id(),
        reservation.number(),
        reservation.eventId(),
        reservation.allocation(),
        reservation.createdAtMillis(),
        reservation.payment());
  }
}

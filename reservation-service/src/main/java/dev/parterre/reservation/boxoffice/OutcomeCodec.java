package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.Outcome.AlreadyCancelled;
import dev.parterre.reservation.boxoffice.Outcome.Blocked;
import dev.parterre.reservation.boxoffice.Outcome.Cancelled;
import dev.parterre.reservation.boxoffice.Outcome.CheckedIn;
import dev.parterre.reservation.boxoffice.Outcome.CheckedIn.Result;
import dev.parterre.reservation.boxoffice.Outcome.Conflict;
import dev.parterre.reservation.boxoffice.Outcome.DiscountCreated;
import dev.parterre.reservation.boxoffice.Outcome.EventChanged;
import dev.parterre.reservation.boxoffice.Outcome.EventCreated;
import dev.parterre.reservation.boxoffice.Outcome.Full;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.HoldExpired;
import dev.parterre.reservation.boxoffice.Outcome.HoldUsed;
import dev.parterre.reservation.boxoffice.Outcome.Invalid;
import dev.parterre.reservation.boxoffice.Outcome.InvalidCategories;
import dev.parterre.reservation.boxoffice.Outcome.InvalidSeats;
import dev.parterre.reservation.boxoffice.Outcome.InvalidTickets;
import dev.parterre.reservation.boxoffice.Outcome.Joined;
import dev.parterre.reservation.boxoffice.Outcome.Left;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.NotOnSale;
import dev.parterre.reservation.boxoffice.Outcome.OrphanSeats;
import dev.parterre.reservation.boxoffice.Outcome.PartyOver;
import dev.parterre.reservation.boxoffice.Outcome.Released;
import dev.parterre.reservation.boxoffice.Outcome.ReservationChanged;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.Outcome.SeatsAdmitted;
import dev.parterre.reservation.boxoffice.Outcome.SeatsTaken;
import dev.parterre.reservation.boxoffice.Outcome.TicketKeyMinted;
import dev.parterre.reservation.boxoffice.Outcome.TicketKeyRevoked;
import dev.parterre.reservation.boxoffice.Outcome.Unblocked;
import dev.parterre.reservation.boxoffice.Outcome.VenueCreated;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.VenueId;
import java.util.List;

/// Encodes outcomes. As with [CommandCodec], the first byte is the format.
public final class OutcomeCodec {

  private static final int VENUE_CREATED = 1;
  private static final int EVENT_CREATED = 2;
  private static final int HELD = 3;
  private static final int RELEASED = 4;
  private static final int RESERVED = 5;
  private static final int CANCELLED = 6;
  private static final int NOT_FOUND = 7;
  private static final int SEATS_TAKEN = 8;
  private static final int HOLD_EXPIRED = 9;
  private static final int LIMIT_EXCEEDED = 10;
  private static final int ORPHAN_SEATS = 11;
  private static final int INVALID_SEATS = 12;
  private static final int INVALID = 13;
  private static final int HOLD_USED = 14;
  private static final int BLOCKED = 15;
  private static final int UNBLOCKED = 16;
  private static final int HELD_PLACES = 17;
  private static final int RESERVED_PLACES = 18;
  private static final int PLACES_TAKEN = 19;
  private static final int EXCHANGED = 20;
  private static final int EXCHANGED_BESIDE_PLACES = 21;
  private static final int ALREADY_CANCELLED = 22;
  private static final int HELD_ON_TERMS = 23;
  private static final int RESERVED_ON_TERMS = 24;
  private static final int EXCHANGED_ON_TERMS = 25;
  private static final int EVENT_CHANGED = 26;
  private static final int DISCOUNT_CREATED = 27;
  private static final int NOT_ON_SALE = 28;
  private static final int INVALID_TICKETS = 29;
  private static final int JOINED = 30;
  private static final int LEFT = 31;
  private static final int PARTY_OVER = 32;

  private static final int TICKET_KEY_MINTED = 34;
  private static final int TICKET_KEY_REVOKED = 35;
  private static final int CHECKED_IN = 36;
  private static final int SEATS_ADMITTED = 37;
  private static final int INVALID_CATEGORIES = 38;

  /// A payment and whether the reservation is cancelled, before one of the formats of reservations.
  private static final int WITH_PAYMENT = 33;

  /// The formats of an outcome that has an allocation: the first of seats alone, the second of
  /// seats and places, the third of all that an allocation can have.
  private record Formats(int seats, int places, int terms) {

    int of(Allocation allocation) {
      return allocation.hasTerms() ? terms : allocation.hasPlaces() ? places : seats;
    }

    boolean has(int format) {
      return format == seats || format == places || format == terms;
    }
  }

  private static final Formats HELDS = new Formats(HELD, HELD_PLACES, HELD_ON_TERMS);
  private static final Formats RESERVEDS =
      new Formats(RESERVED, RESERVED_PLACES, RESERVED_ON_TERMS);
  private static final Formats EXCHANGEDS =
      new Formats(EXCHANGED, EXCHANGED_BESIDE_PLACES, EXCHANGED_ON_TERMS);

  private OutcomeCodec() {}

  public static byte[] encode(Outcome outcome) {
    var out = new FieldWriter();
    switch (outcome) {
      case VenueCreated(var venue) -> out.raw(VENUE_CREATED).text(venue.value());
      case EventCreated(var event) -> out.raw(EVENT_CREATED).text(event.value());
      case EventChanged(var event, var terms, var fares, var isCancelled) ->
          TermsCodec.write(terms, out.raw(EVENT_CHANGED).text(event.value()))
              .numbers(fares)
              .flag(isCancelled);
      case DiscountCreated() -> out.raw(DISCOUNT_CREATED);
      case Held(var hold, var event, var allocation, var expiresAt) -> {
        out.raw(HELDS.of(allocation)).secret(hold.secret());
        write(allocation, out.text(event.value())).number(expiresAt);
      }
      case Joined(var party, var position, var joinedAt, var offeredUntil) ->
          out.raw(JOINED)
              .secret(party.secret())
              .number(position)
              .number(joinedAt)
              .number(offeredUntil);
      case TicketKeyMinted(var version) -> out.raw(TICKET_KEY_MINTED).number(version);
      case TicketKeyRevoked() -> out.raw(TICKET_KEY_REVOKED);
      case CheckedIn(var result, var at, var gate, var fare) ->
          out.raw(CHECKED_IN).raw(result.ordinal()).number(at).text(gate).number(fare);
      case SeatsAdmitted(var event, var seats) ->
          out.raw(SEATS_ADMITTED).text(event.value()).numbers(seats);
      case InvalidCategories(var unknown) -> out.raw(INVALID_CATEGORIES).numbers(unknown);
      case Left() -> out.raw(LEFT);
      case PartyOver(var isFulfilled) -> out.raw(PARTY_OVER).flag(isFulfilled);
      case Released() -> out.raw(RELEASED);
      case Reserved reserved -> {
        writePayment(reserved.payment(), false, out);
        write(reserved, RESERVEDS, out);
      }
      case ReservationChanged(var reserved, var customer, var isCancelled) -> {
        writePayment(reserved.payment(), isCancelled, out);
        write(reserved, EXCHANGEDS, out).text(customer.name()).text(customer.email());
      }
      case AlreadyCancelled() -> out.raw(ALREADY_CANCELLED);
      case Cancelled() -> out.raw(CANCELLED);
      case NotFound(var what) -> out.raw(NOT_FOUND).raw(what.ordinal());
      case SeatsTaken(var event, var conflicts, var full) -> {
        out.raw(full.isEmpty() ? SEATS_TAKEN : PLACES_TAKEN);
        out.text(event.value()).number(conflicts.size());
        conflicts.forEach(taken -> out.number(taken.seat()).raw(taken.status().code()));
        if (!full.isEmpty()) {
          out.number(full.size());
          full.forEach(area -> out.number(area.area()).number(area.free()));
        }
      }
      case HoldExpired() -> out.raw(HOLD_EXPIRED);
      case HoldUsed() -> out.raw(HOLD_USED);
      case Blocked(var event, var seats) -> out.raw(BLOCKED).text(event.value()).numbers(seats);
      case Unblocked() -> out.raw(UNBLOCKED);
      case NotOnSale(var from, var until, var isCancelled) -> {
        out.raw(NOT_ON_SALE).flag(isCancelled);
        TermsCodec.writeTime(from, out);
        TermsCodec.writeTime(until, out);
      }
      case LimitExceeded(var what, var max) ->
          out.raw(LIMIT_EXCEEDED).raw(what.ordinal()).number(max);
      case OrphanSeats(var event, var seats) ->
          out.raw(ORPHAN_SEATS).text(event.value()).numbers(seats);
      case InvalidSeats(var unknown, var repeated) ->
          out.raw(INVALID_SEATS).numbers(unknown).numbers(repeated);
      case InvalidTickets(var unknown, var repeated, var types, var typesOfPlaces) ->
          out.raw(INVALID_TICKETS)
              .numbers(unknown)
              .numbers(repeated)
              .numbers(types)
              .numbers(typesOfPlaces);
      case Invalid(var faults) -> {
        out.raw(INVALID).number(faults.size());
        faults.forEach(fault -> out.text(fault.pointer()).text(fault.detail()));
      }
    }
    return out.toBytes();
  }

  public static Outcome decode(byte[] encoded) {
    var in = new FieldReader(encoded);
    int format = in.raw();
    Outcome outcome =
        switch (format) {
          case VENUE_CREATED -> new VenueCreated(new VenueId(in.text()));
          case EVENT_CREATED -> new EventCreated(event(in));
          case EVENT_CHANGED ->
              new EventChanged(event(in), TermsCodec.read(in), in.numbers(), in.flag());
          case DISCOUNT_CREATED -> new DiscountCreated();
          case HELD, HELD_PLACES, HELD_ON_TERMS -> held(in, HELDS, format);
          case JOINED ->
              new Joined(new PartyId(in.secret()), in.smallNumber(), in.number(), in.number());
          case TICKET_KEY_MINTED -> new TicketKeyMinted(in.smallNumber());
          case TICKET_KEY_REVOKED -> new TicketKeyRevoked();
          case CHECKED_IN ->
              new CheckedIn(Result.values()[in.raw()], in.number(), in.text(), in.smallNumber());
          case SEATS_ADMITTED -> new SeatsAdmitted(event(in), in.numbers());
          case INVALID_CATEGORIES -> new InvalidCategories(in.numbers());
          case LEFT -> new Left();
          case PARTY_OVER -> new PartyOver(in.flag());
          case RELEASED -> new Released();
          case RESERVED, RESERVED_PLACES, RESERVED_ON_TERMS -> reserved(in, RESERVEDS, format);
          case WITH_PAYMENT -> readWithPayment(in);
          case EXCHANGED, EXCHANGED_BESIDE_PLACES, EXCHANGED_ON_TERMS -> exchanged(in, format);
          case ALREADY_CANCELLED -> new AlreadyCancelled();
          case CANCELLED -> new Cancelled();
          case NOT_FOUND -> new NotFound(Missing.values()[in.raw()]);
          case SEATS_TAKEN -> new SeatsTaken(event(in), conflicts(in));
          case PLACES_TAKEN -> new SeatsTaken(event(in), conflicts(in), full(in));
          case HOLD_EXPIRED -> new HoldExpired();
          case HOLD_USED -> new HoldUsed();
          case BLOCKED -> new Blocked(new EventId(in.text()), in.numbers());
          case UNBLOCKED -> new Unblocked();
          case NOT_ON_SALE -> notOnSale(in);
          case LIMIT_EXCEEDED -> new LimitExceeded(Limited.values()[in.raw()], in.smallNumber());
          case ORPHAN_SEATS -> new OrphanSeats(event(in), in.numbers());
          case INVALID_SEATS -> new InvalidSeats(in.numbers(), in.numbers());
          case INVALID_TICKETS ->
              new InvalidTickets(in.numbers(), in.numbers(), in.numbers(), in.numbers());
          case INVALID -> new Invalid(faults(in));
          default -> throw unknown(format);
        };
    in.end();
    return outcome;
  }

  /// Writes nothing if there is no payment.
  private static void writePayment(Payment payment, boolean isCancelled, FieldWriter out) {
    if (payment.isNoted()) {
      Payment.write(payment, out.raw(WITH_PAYMENT)).flag(isCancelled);
    }
  }

  private static Outcome readWithPayment(FieldReader in) {
    var payment = Payment.read(in);
    boolean isCancelled = in.flag();
    int format = in.raw();
    if (EXCHANGEDS.has(format)) {
      var changed = exchanged(in, format);
      return new ReservationChanged(
          changed.reserved().with(payment), changed.customer(), isCancelled);
    }
    if (!RESERVEDS.has(format)) {
      throw unknown(format);
    }
    return reserved(in, RESERVEDS, format).with(payment);
  }

  private static IllegalArgumentException unknown(int format) {
    return new IllegalArgumentException(
        "an outcome of format " + format + ": written by a newer version than this one");
  }

  private static FieldWriter write(Reserved reserved, Formats formats, FieldWriter out) {
    var allocation = reserved.allocation();
    out.raw(formats.of(allocation))
        .secret(reserved.reservationId().secret())
        .number(reserved.number())
        .text(reserved.eventId().value());
    return write(allocation, out).number(reserved.createdAtMillis());
  }

  /// Writes no places or terms if there are none: then the format says so.
  private static FieldWriter write(Allocation allocation, FieldWriter out) {
    if (allocation.hasTerms()) {
      return AllocationCodec.writeWithTerms(allocation, out);
    }
    out.numbers(allocation.seats());
    return allocation.hasPlaces() ? AllocationCodec.writePlaces(allocation.places(), out) : out;
  }

  private static Allocation allocation(FieldReader in, Formats formats, int format) {
    if (format == formats.terms()) {
      return AllocationCodec.readWithTerms(in);
    }
    boolean hasPlaces = format == formats.places();
    return new Allocation(in.numbers(), hasPlaces ? AllocationCodec.readPlaces(in) : List.of());
  }

  private static Held held(FieldReader in, Formats formats, int format) {
    return new Held(
        new HoldId(in.secret()), event(in), allocation(in, formats, format), in.number());
  }

  private static Reserved reserved(FieldReader in, Formats formats, int format) {
    return new Reserved(
        new ReservationId(in.secret()),
        in.number(),
        event(in),
        allocation(in, formats, format),
        in.number());
  }

  private static ReservationChanged exchanged(FieldReader in, int format) {
    return new ReservationChanged(
        reserved(in, EXCHANGEDS, format), new Customer(in.text(), in.text()));
  }

  private static NotOnSale notOnSale(FieldReader in) {
    boolean isCancelled = in.flag();
    return new NotOnSale(TermsCodec.readTime(in), TermsCodec.readTime(in), isCancelled);
  }

  private static List<Full> full(FieldReader in) {
    return in.list(() -> new Full(in.smallNumber(), in.smallNumber()));
  }

  private static EventId event(FieldReader in) {
    return new EventId(in.text());
  }

  private static List<Conflict> conflicts(FieldReader in) {
    return in.list(() -> new Conflict(in.smallNumber(), SeatStatus.of(in.raw())));
  }

  private static List<Fault> faults(FieldReader in) {
    return in.list(() -> new Fault(in.text(), in.text()));
  }
}

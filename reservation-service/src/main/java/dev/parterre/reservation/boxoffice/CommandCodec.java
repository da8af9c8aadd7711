package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BookingCommand.BindPayment;
import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.ChangeCustomer;
import dev.parterre.reservation.boxoffice.BookingCommand.ChangeEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CheckIn;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateDiscount;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateVenue;
import dev.parterre.reservation.boxoffice.BookingCommand.ExchangeSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.HoldBest;
import dev.parterre.reservation.boxoffice.BookingCommand.HoldSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.JoinWaitingList;
import dev.parterre.reservation.boxoffice.BookingCommand.LeaveWaitingList;
import dev.parterre.reservation.boxoffice.BookingCommand.MintTicketKey;
import dev.parterre.reservation.boxoffice.BookingCommand.Minting;
import dev.parterre.reservation.boxoffice.BookingCommand.NotePayment;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.BookingCommand.RenewHold;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveHeld;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.RevokeTicketKey;
import dev.parterre.reservation.boxoffice.BookingCommand.UnblockSeats;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.VenueId;
import java.util.Optional;
import java.util.OptionalInt;

/// Encodes commands for the log. The first byte is the format: it tells the command and the version
/// of its encoding. A new version gets a new number, and every format that was ever written to a
/// log stays readable. A generated id comes last, so that the bytes before it are exactly the
/// client's request.
public final class CommandCodec {

  private static final int CREATE_VENUE = 1;
  private static final int CREATE_EVENT = 2;
  private static final int HOLD_SEATS = 3;
  private static final int RELEASE_HOLD = 4;
  private static final int RESERVE_HELD = 5;
  private static final int RESERVE_SEATS = 6;
  private static final int CANCEL_RESERVATION = 7;
  private static final int BLOCK_SEATS = 8;
  private static final int UNBLOCK_SEATS = 9;
  private static final int CREATE_VENUE_WITH_PLACES = 10;
  private static final int HOLD_PLACES = 11;
  private static final int RESERVE_PLACES = 12;
  private static final int CREATE_LIMITED_EVENT = 13;
  private static final int RENEW_HOLD = 14;
  private static final int HOLD_SEATS_OF_CLIENT = 15;
  private static final int HOLD_PLACES_OF_CLIENT = 16;
  private static final int HOLD_BEST = 17;
  private static final int CREATE_VENUE_WITH_FEATURES = 18;
  private static final int EXCHANGE_SEATS = 19;
  private static final int CREATE_EVENT_ON_TERMS = 20;
  private static final int CHANGE_EVENT = 21;
  private static final int CANCEL_EVENT = 22;
  private static final int CREATE_DISCOUNT = 23;
  private static final int HOLD_ON_TERMS = 24;
  private static final int HOLD_BEST_ON_TERMS = 25;
  private static final int RESERVE_ON_TERMS = 26;
  private static final int EXCHANGE_ON_TERMS = 27;
  private static final int CHANGE_CUSTOMER = 28;
  private static final int JOIN_WAITING_LIST = 29;
  private static final int LEAVE_WAITING_LIST = 30;
  private static final int BIND_PAYMENT = 31;
  private static final int NOTE_PAYMENT = 32;
  private static final int MINT_TICKET_KEY = 33;
  private static final int REVOKE_TICKET_KEY = 34;
  private static final int CHECK_IN = 35;

  private static final int MINTED_BYTES = 16;

  private CommandCodec() {}

  public static byte[] encode(BookingCommand command) {
    var out = new FieldWriter();
    switch (command) {
      case CreateVenue(var plan, var level) -> out.raw(formatOfVenue(level)).bytes(plan);
      case CreateEvent event -> write(event, out);
      case ChangeEvent(var event, var change) ->
          TermsCodec.write(change, out.raw(CHANGE_EVENT).text(event.value()));
      case CancelEvent(var event) -> out.raw(CANCEL_EVENT).text(event.value());
      case CreateDiscount(var event, var code, var terms) ->
          TermsCodec.write(terms, out.raw(CREATE_DISCOUNT).text(event.value()).text(code));
      case HoldSeats hold -> write(hold, out);
      case HoldBest hold -> write(hold, out);
      case ReleaseHold(var hold) -> out.raw(RELEASE_HOLD).secret(hold.secret());
      case RenewHold(var hold) -> out.raw(RENEW_HOLD).secret(hold.secret());
      case ReserveHeld(var hold, var customer, _) ->
          write(customer, out.raw(RESERVE_HELD).secret(hold.secret()));
      case ReserveSeats(var event, var wanted, var customer, _) ->
          write(
              customer, write(event, wanted, RESERVE_SEATS, RESERVE_PLACES, RESERVE_ON_TERMS, out));
      case ChangeCustomer(var reservation, var name, var email) ->
          out.raw(CHANGE_CUSTOMER)
              .secret(reservation.secret())
              .text(name.orElse(""))
              .text(email.orElse(""));
      case CancelReservation(var reservation) ->
          out.raw(CANCEL_RESERVATION).secret(reservation.secret());
      case ExchangeSeats(var reservation, var wanted) when wanted.hasTerms() ->
          WantedCodec.writeWithTerms(
              wanted, out.raw(EXCHANGE_ON_TERMS).secret(reservation.secret()));
      case ExchangeSeats(var reservation, var wanted) ->
          WantedCodec.write(wanted.seats(), out.raw(EXCHANGE_SEATS).secret(reservation.secret()));
      case JoinWaitingList join -> PartyCodec.write(join, out.raw(JOIN_WAITING_LIST));
      case BindPayment(var hold, var reference, var seconds) ->
          out.raw(BIND_PAYMENT).secret(hold.secret()).text(reference).number(seconds);
      case NotePayment(var reservation, var payment) ->
          Payment.write(payment, out.raw(NOTE_PAYMENT).secret(reservation.secret()));
      case MintTicketKey(var event, var isOnlyFirst, _) ->
          out.raw(MINT_TICKET_KEY).text(event.value()).flag(isOnlyFirst);
      case RevokeTicketKey(var event, var version) ->
          out.raw(REVOKE_TICKET_KEY).text(event.value()).number(version);
      case CheckIn checkIn -> AdmissionCodec.write(checkIn, out.raw(CHECK_IN));
      case LeaveWaitingList(var party) -> out.raw(LEAVE_WAITING_LIST).secret(party.secret());
      case BlockSeats(var event, var seats, var reason) ->
          WantedCodec.write(seats, out.raw(BLOCK_SEATS).text(event.value())).text(reason);
      case UnblockSeats(var event, var seats) ->
          WantedCodec.write(seats, out.raw(UNBLOCK_SEATS).text(event.value()));
    }
    if (command instanceof Minting minting) {
      out.secret(minting.minted());
    }
    return out.toBytes();
  }

  /// The lowest format level at which the log may contain such a command.
  public static int level(BookingCommand command) {
    return switch (command) {
      case JoinWaitingList _, LeaveWaitingList _ -> PartyCodec.LEVEL;
      case BindPayment _, NotePayment _ -> Payment.LEVEL;
      case MintTicketKey _, RevokeTicketKey _, CheckIn _ -> TicketKey.LEVEL;
      case CreateEvent event when event.terms().offerSeconds().isPresent() -> PartyCodec.LEVEL;
      case ChangeEvent(_, var change) when change.offerSeconds().isMade() -> PartyCodec.LEVEL;
      case CreateEvent event when !TermsCodec.arePlain(event.terms()) -> ChangeEvent.LEVEL;
      case HoldSeats hold when hold.wanted().hasTerms() -> ChangeEvent.LEVEL;
      case ReserveSeats reserve when reserve.wanted().hasTerms() -> ChangeEvent.LEVEL;
      case ExchangeSeats exchange when exchange.wanted().hasTerms() -> ChangeEvent.LEVEL;
      case HoldBest hold when hold.hasTerms() -> ChangeEvent.LEVEL;
      case ChangeEvent _, CancelEvent _, CreateDiscount _, ChangeCustomer _ -> ChangeEvent.LEVEL;
      case CreateEvent event when event.terms().maxHolds().isPresent() -> HoldCodec.LEVEL;
      case HoldSeats hold when hold.client().isKnown() -> HoldCodec.LEVEL;
      case CreateVenue(_, var level) -> level;
      case HoldSeats hold when hold.wanted().hasPlaces() -> AllocationCodec.LEVEL;
      case ReserveSeats reserve when reserve.wanted().hasPlaces() -> AllocationCodec.LEVEL;
      case BlockSeats _, UnblockSeats _ -> FormatLevel.SECOND;
      case RenewHold _ -> HoldCodec.LEVEL;
      case HoldBest _ -> BestSeats.LEVEL;
      case ExchangeSeats _ -> ExchangeSeats.LEVEL;
      case CreateEvent _, HoldSeats _, ReleaseHold _ -> FormatLevel.FIRST;
      case ReserveHeld _, ReserveSeats _, CancelReservation _ -> FormatLevel.FIRST;
    };
  }

  private static int formatOfVenue(int level) {
    return switch (level) {
      case FormatLevel.FIRST -> CREATE_VENUE;
      case AllocationCodec.LEVEL -> CREATE_VENUE_WITH_PLACES;
      default -> CREATE_VENUE_WITH_FEATURES;
    };
  }

  /// How many of the encoded bytes are the client's request: all but a generated id.
  public static int requestLength(BookingCommand command, byte[] encoded) {
    return command instanceof Minting ? encoded.length - MINTED_BYTES : encoded.length;
  }

  public static BookingCommand decode(byte[] encoded) {
    var in = new FieldReader(encoded);
    int format = in.raw();
    BookingCommand command =
        switch (format) {
          case CREATE_VENUE -> new CreateVenue(in.bytes(), FormatLevel.FIRST);
          case CREATE_VENUE_WITH_PLACES -> new CreateVenue(in.bytes(), AllocationCodec.LEVEL);
          case CREATE_VENUE_WITH_FEATURES ->
              new CreateVenue(in.bytes(), CreateVenue.FEATURES_LEVEL);
          case CREATE_EVENT -> TermsCodec.readPlain(in, false);
          case CREATE_LIMITED_EVENT -> TermsCodec.readPlain(in, true);
          case CREATE_EVENT_ON_TERMS ->
              new CreateEvent(new VenueId(in.text()), TermsCodec.read(in));
          case CHANGE_EVENT -> new ChangeEvent(new EventId(in.text()), TermsCodec.readChange(in));
          case CANCEL_EVENT -> new CancelEvent(new EventId(in.text()));
          case CREATE_DISCOUNT ->
              new CreateDiscount(new EventId(in.text()), in.text(), TermsCodec.readDiscount(in));
          case HOLD_SEATS -> readHold(in, false, false);
          case HOLD_PLACES -> readHold(in, true, false);
          case HOLD_SEATS_OF_CLIENT -> readHold(in, false, true);
          case HOLD_PLACES_OF_CLIENT -> readHold(in, true, true);
          case HOLD_ON_TERMS -> readHoldOnTerms(in);
          case HOLD_BEST -> readBest(in, false);
          case HOLD_BEST_ON_TERMS -> readBest(in, true);
          case RELEASE_HOLD -> new ReleaseHold(new HoldId(in.secret()));
          case RENEW_HOLD -> new RenewHold(new HoldId(in.secret()));
          case RESERVE_HELD ->
              new ReserveHeld(
                  new HoldId(in.secret()), readCustomer(in), new ReservationId(in.secret()));
          case RESERVE_SEATS -> readReservation(in, false);
          case RESERVE_PLACES -> readReservation(in, true);
          case RESERVE_ON_TERMS ->
              new ReserveSeats(
                  new EventId(in.text()),
                  WantedCodec.readWithTerms(in),
                  readCustomer(in),
                  new ReservationId(in.secret()));
          case EXCHANGE_SEATS ->
              new ExchangeSeats(new ReservationId(in.secret()), WantedCodec.readSeats(in));
          case EXCHANGE_ON_TERMS ->
              new ExchangeSeats(new ReservationId(in.secret()), WantedCodec.readWithTerms(in));
          case CHANGE_CUSTOMER ->
              new ChangeCustomer(new ReservationId(in.secret()), readText(in), readText(in));
          case CANCEL_RESERVATION -> new CancelReservation(new ReservationId(in.secret()));
          case JOIN_WAITING_LIST -> PartyCodec.readJoin(in);
          case BIND_PAYMENT ->
              new BindPayment(new HoldId(in.secret()), in.text(), in.smallNumber());
          case NOTE_PAYMENT -> new NotePayment(new ReservationId(in.secret()), Payment.read(in));
          case MINT_TICKET_KEY -> new MintTicketKey(new EventId(in.text()), in.flag(), in.secret());
          case REVOKE_TICKET_KEY -> new RevokeTicketKey(new EventId(in.text()), in.smallNumber());
          case CHECK_IN -> AdmissionCodec.readCheckIn(in);
          case LEAVE_WAITING_LIST -> new LeaveWaitingList(new PartyId(in.secret()));
          case BLOCK_SEATS ->
              new BlockSeats(new EventId(in.text()), WantedCodec.readSeats(in), in.text());
          case UNBLOCK_SEATS -> new UnblockSeats(new EventId(in.text()), WantedCodec.readSeats(in));
          default ->
              throw new IllegalArgumentException(
                  "a command of format " + format + ": written by a newer version than this one");
        };
    in.end();
    return command;
  }

  /// Events, and what is wanted of them: in one of three formats.
  ///
  /// @param seats the format of seats alone
  /// @param places of seats and places
  /// @param terms of all that can be wanted
  private static FieldWriter write(
      EventId event, Wanted wanted, int seats, int places, int terms, FieldWriter out) {
    return wanted.hasTerms()
        ? WantedCodec.writeWithTerms(wanted, out.raw(terms).text(event.value()))
        : WantedCodec.write(
            wanted, out.raw(wanted.hasPlaces() ? places : seats).text(event.value()));
  }

  private static ReserveSeats readReservation(FieldReader in, boolean hasPlaces) {
    return new ReserveSeats(
        new EventId(in.text()),
        WantedCodec.read(in, hasPlaces),
        readCustomer(in),
        new ReservationId(in.secret()));
  }

  private static void write(HoldSeats hold, FieldWriter out) {
    var client = hold.client();
    int seats = client.isKnown() ? HOLD_SEATS_OF_CLIENT : HOLD_SEATS;
    int places = client.isKnown() ? HOLD_PLACES_OF_CLIENT : HOLD_PLACES;
    write(hold.eventId(), hold.wanted(), seats, places, HOLD_ON_TERMS, out)
        .number(hold.holdSeconds().orElse(0));
    if (client.isKnown() || hold.wanted().hasTerms()) {
      out.fixed(client.key());
    }
  }

  private static HoldSeats readHold(FieldReader in, boolean hasPlaces, boolean hasClient) {
    var event = new EventId(in.text());
    var wanted = WantedCodec.read(in, hasPlaces);
    var holdSeconds = readHoldSeconds(in);
    var client = hasClient ? readClient(in) : Client.UNKNOWN;
    return new HoldSeats(event, wanted, holdSeconds, new HoldId(in.secret()), client);
  }

  private static HoldSeats readHoldOnTerms(FieldReader in) {
    var event = new EventId(in.text());
    var wanted = WantedCodec.readWithTerms(in);
    var holdSeconds = readHoldSeconds(in);
    var client = new Client(in.fixed());
    return new HoldSeats(event, wanted, holdSeconds, new HoldId(in.secret()), client);
  }

  private static void write(HoldBest hold, FieldWriter out) {
    out.raw(hold.hasTerms() ? HOLD_BEST_ON_TERMS : HOLD_BEST).text(hold.eventId().value());
    WantedCodec.write(hold.wanted(), out);
    if (hold.hasTerms()) {
      out.text(hold.wanted().type()).text(hold.discountCode());
    }
    out.number(hold.holdSeconds().orElse(0)).fixed(hold.client().key());
  }

  private static HoldBest readBest(FieldReader in, boolean hasTerms) {
    var event = new EventId(in.text());
    var wanted = WantedCodec.readBest(in, hasTerms);
    var discountCode = hasTerms ? in.text() : Wanted.NO_CODE;
    var holdSeconds = readHoldSeconds(in);
    var client = new Client(in.fixed());
    return new HoldBest(event, wanted, discountCode, holdSeconds, new HoldId(in.secret()), client);
  }

  /// Empty if nothing was written.
  private static Optional<String> readText(FieldReader in) {
    return Optional.of(in.text()).filter(text -> !text.isEmpty());
  }

  private static OptionalInt readHoldSeconds(FieldReader in) {
    int seconds = in.smallNumber();
    return seconds == 0 ? OptionalInt.empty() : OptionalInt.of(seconds);
  }

  private static Client readClient(FieldReader in) {
    var client = new Client(in.fixed());
    if (!client.isKnown()) {
      throw new IllegalArgumentException("an unknown client is not written");
    }
    return client;
  }

  private static FieldWriter write(Customer customer, FieldWriter out) {
    return out.text(customer.name()).text(customer.email());
  }

  private static Customer readCustomer(FieldReader in) {
    return new Customer(in.text(), in.text());
  }

  private static void write(CreateEvent event, FieldWriter out) {
    if (TermsCodec.arePlain(event.terms())) {
      boolean isLimited = event.terms().maxHolds().isPresent();
      TermsCodec.writePlain(event, out.raw(isLimited ? CREATE_LIMITED_EVENT : CREATE_EVENT));
    } else {
      TermsCodec.write(event.terms(), out.raw(CREATE_EVENT_ON_TERMS).text(event.venueId().value()));
    }
  }
}

package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateVenue;
import dev.parterre.reservation.boxoffice.BookingCommand.ExchangeSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.HoldBest;
import dev.parterre.reservation.boxoffice.BookingCommand.HoldSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.Minting;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.BookingCommand.RenewHold;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveHeld;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.UnblockSeats;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Money;
import dev.parterre.reservation.catalog.SeatId;
import dev.parterre.reservation.catalog.VenueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

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

  /// Flags of [#HOLD_BEST].
  private static final int ADJACENT = 1;

  private static final int OF_CATEGORY = 2;

  private static final int MINTED_BYTES = 16;

  private CommandCodec() {}

  public static byte[] encode(BookingCommand command) {
    var out = new FieldWriter();
    switch (command) {
      case CreateVenue(var plan, var level) -> out.raw(formatOfVenue(level)).bytes(plan);
      case CreateEvent event ->
          write(event, out.raw(event.maxHolds().isPresent() ? CREATE_LIMITED_EVENT : CREATE_EVENT));
      case HoldSeats hold -> write(hold, out);
      case HoldBest hold -> write(hold, out.raw(HOLD_BEST));
      case ReleaseHold(var hold) -> out.raw(RELEASE_HOLD).secret(hold.secret());
      case RenewHold(var hold) -> out.raw(RENEW_HOLD).secret(hold.secret());
      case ReserveHeld(var hold, var customer, _) ->
          write(customer, out.raw(RESERVE_HELD).secret(hold.secret()));
      case ReserveSeats(var event, var wanted, var customer, _) ->
          write(
              customer,
              write(event, wanted, out.raw(wanted.hasPlaces() ? RESERVE_PLACES : RESERVE_SEATS)));
      case CancelReservation(var reservation) ->
          out.raw(CANCEL_RESERVATION).secret(reservation.secret());
      case ExchangeSeats(var reservation, var seats) ->
          write(seats, out.raw(EXCHANGE_SEATS).secret(reservation.secret()));
      case BlockSeats(var event, var seats, var reason) ->
          write(seats, out.raw(BLOCK_SEATS).text(event.value())).text(reason);
      case UnblockSeats(var event, var seats) ->
          write(seats, out.raw(UNBLOCK_SEATS).text(event.value()));
    }
    if (command instanceof Minting minting) {
      out.secret(minting.minted());
    }
    return out.toBytes();
  }

  /// The lowest format level at which the log may contain such a command.
  public static int level(BookingCommand command) {
    return switch (command) {
      case CreateEvent event when event.maxHolds().isPresent() -> HoldCodec.LEVEL;
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
          case CREATE_EVENT -> readEvent(in, false);
          case CREATE_LIMITED_EVENT -> readEvent(in, true);
          case HOLD_SEATS -> readHold(in, false, false);
          case HOLD_PLACES -> readHold(in, true, false);
          case HOLD_SEATS_OF_CLIENT -> readHold(in, false, true);
          case HOLD_PLACES_OF_CLIENT -> readHold(in, true, true);
          case HOLD_BEST -> readBest(in);
          case RELEASE_HOLD -> new ReleaseHold(new HoldId(in.secret()));
          case RENEW_HOLD -> new RenewHold(new HoldId(in.secret()));
          case RESERVE_HELD ->
              new ReserveHeld(
                  new HoldId(in.secret()), readCustomer(in), new ReservationId(in.secret()));
          case RESERVE_SEATS -> readReservation(in, false);
          case RESERVE_PLACES -> readReservation(in, true);
          case EXCHANGE_SEATS -> new ExchangeSeats(new ReservationId(in.secret()), readSeats(in));
          case CANCEL_RESERVATION -> new CancelReservation(new ReservationId(in.secret()));
          case BLOCK_SEATS -> new BlockSeats(new EventId(in.text()), readSeats(in), in.text());
          case UNBLOCK_SEATS -> new UnblockSeats(new EventId(in.text()), readSeats(in));
          default ->
              throw new IllegalArgumentException(
                  "a command of format " + format + ": written by a newer version than this one");
        };
    in.end();
    return command;
  }

  private static FieldWriter write(List<SeatId> seats, FieldWriter out) {
    out.number(seats.size());
    for (var seat : seats) {
      out.text(seat.guid());
    }
    return out;
  }

  private static List<SeatId> readSeats(FieldReader in) {
    return in.list(() -> new SeatId(in.text()));
  }

  /// Writes no places if there are none: then the format says so.
  private static FieldWriter write(EventId event, Wanted wanted, FieldWriter out) {
    write(wanted.seats(), out.text(event.value()));
    if (wanted.hasPlaces()) {
      out.number(wanted.places().size());
      wanted.places().forEach(some -> out.text(some.area()).number(some.quantity()));
    }
    return out;
  }

  private static Wanted readWanted(FieldReader in, boolean hasPlaces) {
    var seats = readSeats(in);
    var places =
        hasPlaces
            ? in.list(() -> new Wanted.Places(in.text(), in.smallNumber()))
            : List.<Wanted.Places>of();
    return new Wanted(seats, places);
  }

  private static ReserveSeats readReservation(FieldReader in, boolean hasPlaces) {
    return new ReserveSeats(
        new EventId(in.text()),
        readWanted(in, hasPlaces),
        readCustomer(in),
        new ReservationId(in.secret()));
  }

  private static void write(HoldSeats hold, FieldWriter out) {
    var client = hold.client();
    out.raw(
        hold.wanted().hasPlaces()
            ? client.isKnown() ? HOLD_PLACES_OF_CLIENT : HOLD_PLACES
            : client.isKnown() ? HOLD_SEATS_OF_CLIENT : HOLD_SEATS);
    write(hold.eventId(), hold.wanted(), out).number(hold.holdSeconds().orElse(0));
    if (client.isKnown()) {
      out.fixed(client.key());
    }
  }

  private static HoldSeats readHold(FieldReader in, boolean hasPlaces, boolean hasClient) {
    var event = new EventId(in.text());
    var wanted = readWanted(in, hasPlaces);
    var holdSeconds = readHoldSeconds(in);
    var client = hasClient ? readClient(in) : Client.UNKNOWN;
    return new HoldSeats(event, wanted, holdSeconds, new HoldId(in.secret()), client);
  }

  private static void write(HoldBest hold, FieldWriter out) {
    var wanted = hold.wanted();
    out.text(hold.eventId().value())
        .number(wanted.quantity())
        .number(wanted.accessible())
        .raw((wanted.adjacent() ? ADJACENT : 0) | (wanted.category().isPresent() ? OF_CATEGORY : 0))
        .text(wanted.category().orElse(""))
        .number(hold.holdSeconds().orElse(0))
        .fixed(hold.client().key());
  }

  private static HoldBest readBest(FieldReader in) {
    var event = new EventId(in.text());
    int quantity = in.smallNumber();
    int accessible = in.smallNumber();
    int flags = in.raw();
    var category = Optional.of(in.text()).filter(_ -> (flags & OF_CATEGORY) != 0);
    var wanted = new Wanted.Best(quantity, category, (flags & ADJACENT) != 0, accessible);
    var holdSeconds = readHoldSeconds(in);
    var client = new Client(in.fixed());
    return new HoldBest(event, wanted, holdSeconds, new HoldId(in.secret()), client);
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
    out.text(event.name()).text(event.venueId().value()).number(event.startsAt().toEpochMilli());
    out.number(event.prices().size());
    event
        .prices()
        .forEach(
            (category, price) ->
                out.text(category)
                    .text(price.amount().toPlainString())
                    .text(price.currency().getCurrencyCode()));
    out.number(event.holdSeconds()).number(event.maxSeats()).raw(event.allowOrphans() ? 1 : 0);
    event.maxHolds().ifPresent(out::number);
  }

  private static CreateEvent readEvent(FieldReader in, boolean isLimited) {
    var name = in.text();
    var venue = new VenueId(in.text());
    var startsAt = Instant.ofEpochMilli(in.number());
    var prices = readPrices(in);
    int holdSeconds = in.smallNumber();
    int maxSeats = in.smallNumber();
    boolean allowOrphans = in.raw() != 0;
    var maxHolds = isLimited ? OptionalInt.of(in.smallNumber()) : OptionalInt.empty();
    return new CreateEvent(
        name, venue, startsAt, prices, holdSeconds, maxSeats, maxHolds, allowOrphans);
  }

  private static SortedMap<String, Money> readPrices(FieldReader in) {
    int count = in.count();
    var prices = new TreeMap<String, Money>();
    for (int i = 0; i < count; i++) {
      prices.put(in.text(), Money.of(in.text(), in.text()));
    }
    return prices;
  }
}

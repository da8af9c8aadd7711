package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.paxos.StateMachine;
import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateVenue;
import dev.parterre.reservation.boxoffice.BookingCommand.Holding;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.BookingCommand.RenewHold;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveHeld;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.UnblockSeats;
import dev.parterre.reservation.boxoffice.Deadlines.Ending;
import dev.parterre.reservation.boxoffice.Outcome.Blocked;
import dev.parterre.reservation.boxoffice.Outcome.Cancelled;
import dev.parterre.reservation.boxoffice.Outcome.EventCreated;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.HoldExpired;
import dev.parterre.reservation.boxoffice.Outcome.HoldUsed;
import dev.parterre.reservation.boxoffice.Outcome.Invalid;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.Released;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.Outcome.Unblocked;
import dev.parterre.reservation.boxoffice.Outcome.VenueCreated;
import dev.parterre.reservation.boxoffice.SeatChoice.Chosen;
import dev.parterre.reservation.boxoffice.SeatChoice.Refused;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.SeatId;
import dev.parterre.reservation.catalog.VenueId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The state machine of the box office. Every replica applies the same commands in the same order
/// and reaches the same state, in which no seat has two owners.
public final class BoxOffice implements StateMachine {

  static final int VENUES_MAX = 1_000;
  static final int PLANS_WEIGHT_MAX = 64 << 20;
  static final int EVENTS_MAX = 5_000;
  static final int SEATS_ON_SALE_MAX = 5_000_000;
  public static final int HOLD_SECONDS_MIN = 5;
  static final int HOLD_GRACE_MILLIS = 100;
  static final int RENEWALS_MAX = 3;

  /// Also read by the thread that prepares a restored state.
  private volatile Ledger ledger = new Ledger();

  private final List<Happening.Listener> listeners = new ArrayList<>();
  private long nowMillis;

  /// @param others listeners that are called after the one for the feeds of the seats
  BoxOffice(Happening.Listener... others) {
    listeners.add(new SeatFeeds(this::view));
    listeners.addAll(List.of(others));
  }

  public BoxOffice() {
    this(new Happening.Listener[0]);
  }

  @Override
  public byte[] apply(long index, byte[] command) {
    var outcome = decide(CommandCodec.decode(command));
    publish(index);
    return OutcomeCodec.encode(outcome);
  }

  /// Ends the holds that are due, so that the next command can have what they were for.
  @Override
  public void advance(long index, long timeMillis) {
    nowMillis = timeMillis;
    var deadlines = ledger.deadlines();
    for (var due = deadlines.due(nowMillis); due != null; due = deadlines.due(nowMillis)) {
      switch (due) {
        case Ending.OfHold(var hold) -> ledger.expire(hold);
      }
    }
    publish(index);
  }

  private void publish(long index) {
    var happenings = ledger.takeHappenings();
    if (!happenings.isEmpty()) {
      listeners.forEach(listener -> listener.happened(index, happenings));
    }
  }

  @Override
  public void level(int level) {
    if (level > ledger.level()) {
      ledger.rise(level);
    }
  }

  @Override
  public OptionalLong nextDueMillis() {
    return ledger.deadlines().nextMillis();
  }

  @Override
  public long digest() {
    return ledger.digest();
  }

  @Override
  public Capture capture() {
    var entries = ledger.copy();
    long millis = nowMillis;
    return out -> StateWriter.write(out, entries, millis);
  }

  /// Atomic: if the new state cannot be read, the present one stays. Readers of a feed are cut off,
  /// and get the new state when they reconnect.
  @Override
  public void restore(InputStream in) throws IOException {
    prepare(in).takePlace();
  }

  @Override
  public Successor prepare(InputStream in) throws IOException {
    var restored = StateReader.read(in, ledger);
    return () -> {
      ledger.breakOffFeeds();
      ledger = restored.ledger();
      ledger.breakOffFeeds();
      nowMillis = restored.nowMillis();
    };
  }

  /// For queries, which run on the event loop between commands.
  public BoxOfficeView view() {
    return ledger;
  }

  /// The event with this id; null if its creation has not been applied here. Any thread may call
  /// this.
  public @Nullable Offer offer(EventId id) {
    return ledger.offer(id);
  }

  /// The format level in force on this replica. Any thread may call this.
  public int level() {
    return ledger.level();
  }

  Ledger ledger() {
    return ledger;
  }

  /// @throws IllegalArgumentException for a command that programs of the format level in force do
  ///   not know: it must fail here as it fails there
  private Outcome decide(BookingCommand command) {
    if (CommandCodec.level(command) > ledger.level()) {
      throw new IllegalArgumentException("a command of a newer format level than the one in force");
    }
    return switch (command) {
      case CreateVenue(var plan, _) -> createVenue(plan);
      case CreateEvent event -> createEvent(event);
      case Holding hold -> hold(hold);
      case ReleaseHold(var hold) -> release(hold);
      case RenewHold(var hold) -> renew(hold);
      case ReserveHeld reserve -> reserve(reserve);
      case ReserveSeats reserve -> reserve(reserve);
      case CancelReservation(var reservation) -> cancel(reservation);
      case BlockSeats block -> block(block);
      case UnblockSeats unblock -> unblock(unblock);
    };
  }

  private Outcome createVenue(byte[] plan) {
    int venues = ledger.venueCount();
    if (venues == VENUES_MAX) {
      return new LimitExceeded(Limited.VENUES, VENUES_MAX);
    }
    var id = new VenueId(Integer.toString(venues + 1));
    var venue = Venue.of(id, plan);
    if (ledger.plansWeight() + venue.plan().weight() > PLANS_WEIGHT_MAX) {
      return new LimitExceeded(Limited.PLANS_WEIGHT, PLANS_WEIGHT_MAX);
    }
    ledger.add(venue);
    return new VenueCreated(id);
  }

  private Outcome createEvent(CreateEvent command) {
    var venue = ledger.venue(command.venueId());
    if (venue == null) {
      return new Invalid(List.of(new Fault("/venueId", "There is no such venue.")));
    }
    int events = ledger.offerCount();
    if (events == EVENTS_MAX) {
      return new LimitExceeded(Limited.EVENTS, EVENTS_MAX);
    }
    if (ledger.seatsOnSale() + Ledger.onSale(venue.plan()) > SEATS_ON_SALE_MAX) {
      return new LimitExceeded(Limited.SEATS_ON_SALE, SEATS_ON_SALE_MAX);
    }
    var faults = new ArrayList<Fault>();
    if (hasPassed(command.startsAt())) {
      faults.add(new Fault("/startsAt", "This time has passed."));
    }
    faults.addAll(Prices.faults(command.prices().keySet(), venue.plan(), ledger.level()));
    if (!faults.isEmpty()) {
      return new Invalid(faults);
    }
    var id = new EventId(Integer.toString(events + 1));
    ledger.add(new Offer(command.event(id), venue.plan()));
    return new EventCreated(id);
  }

  /// By replicated time, so that it is decided only once: a retry under the same key gets the same
  /// answer even if the time has passed since. After a restart of all replicas the replicated time
  /// may be behind the wall clock.
  private boolean hasPassed(Instant time) {
    return ledger.level() >= FormatLevel.SECOND && time.toEpochMilli() <= nowMillis;
  }

  private Outcome hold(Holding command) {
    var seatMap = ledger.seatMap(command.eventId());
    if (seatMap == null) {
      return new NotFound(Missing.EVENT);
    }
    var offer = seatMap.offer();
    int longest = offer.event().holdSeconds();
    int holdSeconds = command.holdSeconds().orElse(longest);
    if (holdSeconds < HOLD_SECONDS_MIN || holdSeconds > longest) {
      var detail = "A hold lasts " + HOLD_SECONDS_MIN + " to " + longest + " seconds.";
      return new Invalid(List.of(new Fault("/holdSeconds", detail)));
    }
    var maxHolds = offer.event().maxHolds();
    var client = maxHolds.isPresent() ? command.client() : Client.UNKNOWN;
    if (maxHolds.isPresent() && seatMap.holdsOfClients().of(client.key()) >= maxHolds.getAsInt()) {
      return new LimitExceeded(Limited.HOLDS_OF_A_CLIENT, maxHolds.getAsInt());
    }
    return switch (SeatChoice.of(command, seatMap, ledger.level())) {
      case Refused(var refusal) -> refusal;
      case Chosen(var allocation) -> {
        long number = ledger.nextHoldNumber();
        int seconds = ledger.level() < HoldCodec.LEVEL ? longest : holdSeconds;
        long end = endOfHold(holdSeconds);
        var hold = new Hold(command.holdId(), offer, allocation, client, seconds, 0, end, number);
        ledger.add(hold);
        yield new Held(hold.id(), offer.id(), allocation, hold.expiresAtMillis());
      }
    };
  }

  /// While the replicated time is corrected towards the wall clock, it may run faster than the
  /// buyer's clock by one part in 2,000, and a new leader may continue it slightly late or early. A
  /// hold is extended by as much, so that it never ends early for the buyer.
  private long endOfHold(int holdSeconds) {
    long millis = holdSeconds * 1_000L;
    return nowMillis + millis + Math.ceilDiv(millis, 2_000L) + HOLD_GRACE_MILLIS;
  }

  /// Never lets the hold end earlier: the replicated time does not run backwards.
  private Outcome renew(HoldId id) {
    var hold = ledger.hold(id);
    if (hold == null) {
      return noHold(id);
    }
    if (hold.renewals() == RENEWALS_MAX) {
      return new LimitExceeded(Limited.RENEWALS, RENEWALS_MAX);
    }
    long end = endOfHold(hold.seconds());
    ledger.renew(hold, end);
    return new Held(id, hold.offer().id(), hold.allocation(), end);
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
        reservation(command.reservationId(), hold.offer(), hold.allocation(), command.customer());
    if (exceedsLimit(reservation)) {
      return tooManySeats(hold.offer());
    }
    ledger.add(reservation, hold);
    return reserved(reservation);
  }

  private Outcome reserve(ReserveSeats command) {
    var seatMap = ledger.seatMap(command.eventId());
    if (seatMap == null) {
      return new NotFound(Missing.EVENT);
    }
    return switch (SeatChoice.of(command.wanted(), seatMap, ledger.level())) {
      case Refused(var refusal) -> refusal;
      case Chosen(var allocation) -> {
        var reservation =
            reservation(command.reservationId(), seatMap.offer(), allocation, command.customer());
        if (exceedsLimit(reservation)) {
          yield tooManySeats(reservation.offer());
        }
        ledger.add(reservation);
        yield reserved(reservation);
      }
    };
  }

  /// Whether the customer would have more seats and places of the event than it allows, over all
  /// reservations.
  private boolean exceedsLimit(Reservation reservation) {
    if (ledger.level() < FormatLevel.SECOND) {
      return false;
    }
    var map = Objects.requireNonNull(ledger.seatMap(reservation.offer().id()));
    int had = map.seatsOfCustomers().of(reservation.customer().key());
    return had + reservation.allocation().count() > reservation.offer().event().maxSeats();
  }

  private static LimitExceeded tooManySeats(Offer offer) {
    return new LimitExceeded(Limited.SEATS_OF_A_CUSTOMER, offer.event().maxSeats());
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

  private Outcome block(BlockSeats command) {
    return organise(
        command.eventId(),
        command.seats(),
        (map, seats) -> {
          ledger.block(map, seats, command.reason());
          return new Blocked(command.eventId(), seats);
        });
  }

  private Outcome unblock(UnblockSeats command) {
    return organise(
        command.eventId(),
        command.seats(),
        (map, seats) -> {
          ledger.unblock(map, seats);
          return new Unblocked();
        });
  }

  /// Blocks or unblocks seats, unless one of them is held or reserved.
  private Outcome organise(
      EventId event, List<SeatId> ids, BiFunction<SeatMap, int[], Outcome> deed) {
    var map = ledger.seatMap(event);
    if (map == null) {
      return new NotFound(Missing.EVENT);
    }
    return switch (SeatChoice.ofNobody(ids, map)) {
      case Refused(var refusal) -> refusal;
      case Chosen(var allocation) -> deed.apply(map, allocation.seats());
    };
  }

  private Outcome noHold(HoldId id) {
    return ledger
        .end(id)
        .<Outcome>map(end -> end == HoldEnd.RESERVED ? new HoldUsed() : new HoldExpired())
        .orElse(new NotFound(Missing.HOLD));
  }

  private Reservation reservation(
      ReservationId id, Offer offer, Allocation allocation, Customer customer) {
    long number = ledger.nextReservationNumber();
    return new Reservation(id, offer, allocation, customer, number, nowMillis, false);
  }

  private static Reserved reserved(Reservation reservation) {
    return new Reserved(
        reservation.id(),
        reservation.number(),
        reservation.offer().id(),
        reservation.allocation(),
        reservation.createdAtMillis());
  }
}

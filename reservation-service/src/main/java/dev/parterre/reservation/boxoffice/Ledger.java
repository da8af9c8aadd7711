package dev.parterre.reservation.boxoffice;

import static dev.parterre.reservation.boxoffice.Invariant.check;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.VenueId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The entries of the box office: the whole replicated state. Every change goes through this class,
/// so that the digest (the sum of the hashes of all entries) stays right and listeners learn of it.
final class Ledger implements BoxOfficeView {

  static final int ENDED_HOLDS_MAX = 100_000;
  static final int CANCELLED_MAX = 100_000;

  /// How many sections there are at [FormatLevel#FIRST].
  private static final int FIRST_SECTIONS = 6;

  private final Shelf<VenueId, Venue> venues = new Shelf<>(new VenueCodec());
  private final Shelf<EventId, Offer> offers = new Shelf<>(new OfferCodec());
  private final Shelf<Block.Id, Block> blocks = new Shelf<>(new BlockCodec());
  private final Shelf<HoldId, Hold> holds = new Shelf<>(new HoldCodec());
  private final Bygone endedHolds = new Bygone(Kind.ENDED_HOLD, ENDED_HOLDS_MAX);
  private final Shelf<ReservationId, Reservation> reservations =
      new Shelf<>(new ReservationCodec());
  private final Bygone cancelled = new Bygone(Kind.CANCELLED_RESERVATION, CANCELLED_MAX);

  /// In their order in a snapshot: an entry may refer to entries of earlier sections.
  private final List<Section<?>> sections =
      List.of(
          new Section<>(venues, BoxOffice.VENUES_MAX, this::enter),
          new Section<>(offers, BoxOffice.EVENTS_MAX, this::enter),
          new Section<>(holds, BoxOffice.SEATS_ON_SALE_MAX, this::enter),
          endedHolds.section(),
          new Section<>(reservations, BoxOffice.SEATS_ON_SALE_MAX + CANCELLED_MAX, this::enter),
          cancelled.section(),
          new Section<>(blocks, BoxOffice.SEATS_ON_SALE_MAX, this::enter));

  private final Map<EventId, SeatMap> seatMaps = new LinkedHashMap<>();
  private final Deadlines deadlines = new Deadlines();
  private final List<Happening> happenings = new ArrayList<>();

  /// May be read by any thread.
  private volatile int level = FormatLevel.FIRST;

  private long plansWeight;
  private long seatsOnSale;
  private long seatsDigest;

  /// All that is needed to write a ledger to a snapshot. May be read by any thread.
  ///
  /// @param level the format level in force
  record Entries(int level, List<Shelf.Copy<?>> sections, long digest) {}

  @Override
  public List<Venue> venues(long after, int limit) {
    return venues.after(after, limit);
  }

  @Override
  public @Nullable Venue venue(VenueId id) {
    return venues.get(id);
  }

  int venueCount() {
    return venues.size();
  }

  void add(Venue venue) {
    enter(venue);
    happenings.add(new Happening.VenueCreated(venue));
  }

  private void enter(Venue venue) {
    venues.add(venue);
    plansWeight += venue.plan().weight();
  }

  long plansWeight() {
    return plansWeight;
  }

  @Override
  public List<Offer> offers(long after, int limit) {
    return offers.after(after, limit);
  }

  /// Any thread may call this.
  @Override
  public @Nullable Offer offer(EventId id) {
    return offers.get(id);
  }

  int offerCount() {
    return offers.size();
  }

  @Override
  public @Nullable SeatMap seatMap(EventId id) {
    return seatMaps.get(id);
  }

  long seatsOnSale() {
    return seatsOnSale;
  }

  /// What an event of this plan adds to [#seatsOnSale]: each of its places counts like a seat,
  /// since it may be held or reserved by itself. So there are never more holds or reservations than
  /// snapshots may contain.
  static long onSale(Plan plan) {
    return plan.seatCount() + plan.areas().stream().mapToLong(Plan.Area::capacity).sum();
  }

  void add(Offer offer) {
    enter(offer);
    happenings.add(new Happening.EventCreated(offer));
  }

  private void enter(Offer offer) {
    offers.add(offer);
    seatMaps.put(offer.id(), new SeatMap(offer, offers.codec().hash(offer, FormatLevel.FIRST)));
    seatsOnSale += onSale(offer.plan());
  }

  @Override
  public @Nullable Hold hold(HoldId id) {
    return holds.get(id);
  }

  @Override
  public Optional<HoldEnd> end(HoldId id) {
    return Optional.ofNullable(endedHolds.get(id.secret()))
        .map(end -> end.fulfilled() ? HoldEnd.RESERVED : HoldEnd.OVER);
  }

  Deadlines deadlines() {
    return deadlines;
  }

  long nextHoldNumber() {
    return holds.nextNumber();
  }

  void add(Hold hold) {
    enter(hold);
    happenings.add(new Happening.Held(hold));
  }

  private void enter(Hold hold) {
    holds.checkNew(hold);
    change(hold.eventId(), hold.allocation(), SeatStatus.FREE, SeatStatus.HELD);
    holds.add(hold);
    count(hold, 1);
    deadlines.add(new Deadlines.Ending.OfHold(hold));
  }

  /// Lets a hold end later.
  void renew(Hold hold, long expiresAtMillis) {
    var renewed = hold.renewedUntil(expiresAtMillis);
    holds.replace(renewed);
    deadlines.remove(new Deadlines.Ending.OfHold(hold));
    deadlines.add(new Deadlines.Ending.OfHold(renewed));
  }

  /// Ends a hold before its time: its seats are free again.
  void release(Hold hold) {
    free(hold);
    happenings.add(new Happening.Released(hold));
  }

  /// Ends a hold that ran out: its seats are free again.
  void expire(Hold hold) {
    free(hold);
    happenings.add(new Happening.Expired(hold));
  }

  private void free(Hold hold) {
    change(hold.eventId(), hold.allocation(), SeatStatus.HELD, SeatStatus.FREE);
    end(hold, false);
  }

  private void end(Hold hold, boolean fulfilled) {
    check(holds.remove(hold.id()), "a hold ends only once");
    count(hold, -1);
    deadlines.remove(new Deadlines.Ending.OfHold(hold));
    endedHolds.add(hold.id().secret(), fulfilled && level >= FormatLevel.SECOND);
  }

  private void count(Hold hold, int holds) {
    var map = map(hold.eventId());
    if (map.offer().event().maxHolds().isPresent()) {
      map.holdsOfClients().add(hold.client().key(), holds);
    }
  }

  /// Takes seats off sale that are neither held nor reserved; one that is already off sale gets the
  /// new reason.
  void block(SeatMap map, int[] seats, String reason) {
    var event = map.offer().id();
    for (int seat : seats) {
      blocks.remove(new Block.Id(event, seat));
      enter(new Block(event, seat, reason, blocks.nextNumber()));
    }
    happenings.add(new Happening.Blocked(event, Allocation.ofSeats(seats)));
  }

  private void enter(Block block) {
    var map = map(block.eventId());
    check(!map.isOwned(block.seat()), "a seat that is taken off sale has no owner");
    blocks.add(block);
    map.set(block.seat(), SeatStatus.BLOCKED);
  }

  /// Puts seats on sale again. Those that have no block are left as they are.
  void unblock(SeatMap map, int[] seats) {
    int[] changed =
        Arrays.stream(seats)
            .filter(seat -> blocks.remove(new Block.Id(map.offer().id(), seat)))
            .toArray();
    for (int seat : changed) {
      map.set(seat, map.unowned(seat));
    }
    if (changed.length > 0) {
      happenings.add(new Happening.Unblocked(map.offer().id(), Allocation.ofSeats(changed)));
    }
  }

  @Override
  public @Nullable Reservation reservation(ReservationId id) {
    return reservations.get(id);
  }

  int reservationCount() {
    return reservations.size();
  }

  long nextReservationNumber() {
    return reservations.nextNumber();
  }

  /// Reserves what is free.
  void add(Reservation reservation) {
    enter(reservation);
    happenings.add(new Happening.Reserved(reservation));
  }

  /// Reserves what a hold is for, and ends it.
  void add(Reservation reservation, Hold from) {
    reservations.checkNew(reservation);
    change(from.eventId(), from.allocation(), SeatStatus.HELD, SeatStatus.RESERVED);
    end(from, true);
    put(reservation);
    happenings.add(new Happening.Reserved(reservation));
  }

  /// Adds a reservation that was read or made and, unless it is cancelled, takes its seats.
  private void enter(Reservation reservation) {
    reservations.checkNew(reservation);
    if (!reservation.cancelled()) {
      change(reservation.eventId(), reservation.allocation(), SeatStatus.FREE, SeatStatus.RESERVED);
    }
    put(reservation);
  }

  private void put(Reservation reservation) {
    reservations.add(reservation);
    if (!reservation.cancelled()) {
      count(reservation, reservation.allocation().count());
    }
  }

  private void count(Reservation reservation, int seats) {
    map(reservation.eventId()).seatsOfCustomers().add(reservation.customer().key(), seats);
  }

  /// What is true of an event as long as a reservation does not have its seats. Nobody else sees it
  /// so.
  <T> T without(Reservation reservation, Function<SeatMap, T> question) {
    var seats = Allocation.ofSeats(reservation.allocation().seats());
    change(reservation.eventId(), seats, SeatStatus.RESERVED, SeatStatus.FREE);
    try {
      return question.apply(map(reservation.eventId()));
    } finally {
      change(reservation.eventId(), seats, SeatStatus.FREE, SeatStatus.RESERVED);
    }
  }

  /// Gives a reservation other seats, which are free or its own.
  void exchange(Reservation reservation, Reservation changed) {
    var event = reservation.eventId();
    change(event, reservation.allocation(), SeatStatus.RESERVED, SeatStatus.FREE);
    change(event, changed.allocation(), SeatStatus.FREE, SeatStatus.RESERVED);
    count(reservation, changed.allocation().count() - reservation.allocation().count());
    reservations.replace(changed);
    var exchanged = new Happening.Exchanged(changed, reservation);
    if (exchanged.allocation().count() > 0) {
      happenings.add(exchanged);
    }
  }

  void cancel(Reservation reservation) {
    change(reservation.eventId(), reservation.allocation(), SeatStatus.RESERVED, SeatStatus.FREE);
    count(reservation, -reservation.allocation().count());
    reservations.replace(reservation.cancel());
    var forgotten = cancelled.add(reservation.id().secret(), false);
    if (forgotten != null) {
      reservations.remove(new ReservationId(forgotten));
    }
    happenings.add(new Happening.Cancelled(reservation));
  }

  private SeatMap map(EventId event) {
    return Objects.requireNonNull(seatMaps.get(event));
  }

  private void change(EventId event, Allocation allocation, SeatStatus from, SeatStatus to) {
    var map = map(event);
    int owners = (to == SeatStatus.FREE ? 0 : 1) - (from == SeatStatus.FREE ? 0 : 1);
    for (int seat : allocation.seats()) {
      check(map.status(seat) == from, "a seat has only one owner");
    }
    for (var places : allocation.places()) {
      check(
          map.canTake(places.area(), owners * places.quantity()),
          "an area has no more people than places");
    }
    for (var places : allocation.places()) {
      map.take(places.area(), owners * places.quantity());
    }
    for (int seat : allocation.seats()) {
      seatsDigest -= map.hash(seat);
      map.set(seat, to);
      seatsDigest += map.hash(seat);
    }
  }

  /// What happened since the last call, in order.
  List<Happening> takeHappenings() {
    var taken = List.copyOf(happenings);
    happenings.clear();
    return taken;
  }

  /// Discards what was not reported yet, and breaks off all feeds: no reader can continue from an
  /// earlier index.
  void breakOffFeeds() {
    happenings.clear();
    seatMaps.values().forEach(map -> map.feed().breakOff());
  }

  /// The sections that exist at the format level in force.
  List<Section<?>> sections() {
    return level == FormatLevel.FIRST ? sections.subList(0, FIRST_SECTIONS) : sections;
  }

  /// All entries as they are now. This is cheap even if there are many: entries are immutable, so
  /// the copy shares them.
  Entries copy() {
    var copies = new ArrayList<Shelf.Copy<?>>();
    sections().forEach(section -> copies.add(section.shelf().copy()));
    return new Entries(level, copies, digest());
  }

  /// Restores how many holds and reservations were ever made, including those that are gone. Only
  /// at [FormatLevel#FIRST] do these counters come after all sections.
  void restoreCounters(long holdsMade, long reservationsMade) {
    holds.restoreMade(holdsMade);
    reservations.restoreMade(reservationsMade);
  }

  int level() {
    return level;
  }

  /// Puts this format level in force.
  void rise(int level) {
    this.level = level;
    sections.forEach(section -> section.shelf().rise(level));
  }

  long digest() {
    var shelves = venues.digest() + offers.digest() + holds.digest() + reservations.digest();
    shelves += blocks.digest();
    return shelves + seatsDigest + endedHolds.digest() + cancelled.digest() + countersHash();
  }

  /// What [#digest] must return, computed from every entry. For tests.
  long digestFromScratch() {
    long sum = endedHolds.digestFromScratch() + cancelled.digestFromScratch() + countersHash();
    sum += venues.digestFromScratch() + offers.digestFromScratch();
    sum += holds.digestFromScratch() + reservations.digestFromScratch();
    sum += blocks.digestFromScratch();
    return sum + seatMaps.values().stream().mapToLong(SeatMap::hashFromScratch).sum();
  }

  private long countersHash() {
    return new Mix(Kind.COUNTERS).number(holds.made()).number(reservations.made()).hash();
  }
}

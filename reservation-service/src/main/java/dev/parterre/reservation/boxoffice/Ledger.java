package dev.parterre.reservation.boxoffice;

import static dev.parterre.reservation.boxoffice.Invariant.check;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.VenueId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The entries of the box office: all that is replicated. Whoever changes them goes through here,
/// so that neither the digest (the sum of the hashes of all entries) nor a listener can fall
/// behind.
final class Ledger implements BoxOfficeView {

  static final int ENDED_HOLDS_MAX = 100_000;
  static final int CANCELLED_MAX = 100_000;

  /// What there was at [FormatLevel#FIRST].
  private static final int FIRST_SECTIONS = 6;

  private final Shelf<VenueId, Venue> venues = new Shelf<>(new VenueCodec());
  private final Shelf<EventId, Offer> offers = new Shelf<>(new OfferCodec());
  private final Shelf<Block.Id, Block> blocks = new Shelf<>(new BlockCodec());
  private final Shelf<HoldId, Hold> holds = new Shelf<>(new HoldCodec());
  private final Bygone endedHolds = new Bygone(Kind.ENDED_HOLD, ENDED_HOLDS_MAX);
  private final Shelf<ReservationId, Reservation> reservations =
      new Shelf<>(new ReservationCodec());
  private final Bygone cancelled = new Bygone(Kind.CANCELLED_RESERVATION, CANCELLED_MAX);

  /// In the order of their parts in a snapshot: an entry may refer to one of a part before.
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

  /// Any thread may ask.
  private volatile int level = FormatLevel.FIRST;

  private long plansWeight;
  private long seatsOnSale;
  private long seatsDigest;

  /// All that must be known of a ledger to make its like. May be read by any thread.
  ///
  /// @param level the format level at which they are
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

  /// Any thread may ask.
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

  void add(Offer offer) {
    enter(offer);
    happenings.add(new Happening.EventCreated(offer));
  }

  private void enter(Offer offer) {
    offers.add(offer);
    seatMaps.put(offer.id(), new SeatMap(offer, offers.codec().hash(offer, FormatLevel.FIRST)));
    seatsOnSale += offer.plan().seatCount();
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
    change(hold.offer(), hold.seats(), SeatStatus.FREE, SeatStatus.HELD);
    holds.add(hold);
    deadlines.add(new Deadlines.Ending.OfHold(hold));
  }

  /// The hold was given back: its seats are free again.
  void release(Hold hold) {
    free(hold);
    happenings.add(new Happening.Released(hold));
  }

  /// The hold's time is over: its seats are free again.
  void expire(Hold hold) {
    free(hold);
    happenings.add(new Happening.Expired(hold));
  }

  private void free(Hold hold) {
    change(hold.offer(), hold.seats(), SeatStatus.HELD, SeatStatus.FREE);
    end(hold, false);
  }

  private void end(Hold hold, boolean fulfilled) {
    check(holds.remove(hold.id()), "a hold ends once");
    deadlines.remove(new Deadlines.Ending.OfHold(hold));
    endedHolds.add(hold.id().secret(), fulfilled && level >= FormatLevel.SECOND);
  }

  /// Takes seats that nobody has off sale; one that is off sale already gets the new reason.
  void block(SeatMap map, int[] seats, String reason) {
    for (int seat : seats) {
      blocks.remove(new Block.Id(map.offer().id(), seat));
      enter(new Block(map.offer(), seat, reason, blocks.nextNumber()));
    }
    happenings.add(new Happening.Blocked(map.offer(), seats));
  }

  private void enter(Block block) {
    var map = map(block.offer());
    check(!map.isOwned(block.seat()), "a seat that is taken off sale is nobody's");
    blocks.add(block);
    map.set(block.seat(), SeatStatus.BLOCKED);
  }

  /// Puts seats on sale again. Those that were not taken off stay what they are.
  void unblock(SeatMap map, int[] seats) {
    int[] changed =
        Arrays.stream(seats)
            .filter(seat -> blocks.remove(new Block.Id(map.offer().id(), seat)))
            .toArray();
    for (int seat : changed) {
      map.set(seat, map.unowned(seat));
    }
    if (changed.length > 0) {
      happenings.add(new Happening.Unblocked(map.offer(), changed));
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

  /// Free seats become reserved.
  void add(Reservation reservation) {
    enter(reservation);
    happenings.add(new Happening.Reserved(reservation));
  }

  /// Held seats become reserved; the hold is over.
  void add(Reservation reservation, Hold from) {
    reservations.checkNew(reservation);
    change(from.offer(), from.seats(), SeatStatus.HELD, SeatStatus.RESERVED);
    end(from, true);
    put(reservation);
    happenings.add(new Happening.Reserved(reservation));
  }

  /// With its seats or, if it is cancelled, without.
  private void enter(Reservation reservation) {
    reservations.checkNew(reservation);
    if (!reservation.cancelled()) {
      change(reservation.offer(), reservation.seats(), SeatStatus.FREE, SeatStatus.RESERVED);
    }
    put(reservation);
  }

  private void put(Reservation reservation) {
    reservations.add(reservation);
    if (!reservation.cancelled()) {
      count(reservation, reservation.seats().length);
    }
  }

  private void count(Reservation reservation, int seats) {
    map(reservation.offer()).customers().add(reservation.customer(), seats);
  }

  void cancel(Reservation reservation) {
    change(reservation.offer(), reservation.seats(), SeatStatus.RESERVED, SeatStatus.FREE);
    count(reservation, -reservation.seats().length);
    reservations.replace(reservation.cancel());
    var forgotten = cancelled.add(reservation.id().secret(), false);
    if (forgotten != null) {
      reservations.remove(new ReservationId(forgotten));
    }
    happenings.add(new Happening.Cancelled(reservation));
  }

  private SeatMap map(Offer offer) {
    return Objects.requireNonNull(seatMaps.get(offer.id()));
  }

  private void change(Offer offer, int[] seats, SeatStatus from, SeatStatus to) {
    var map = map(offer);
    for (int seat : seats) {
      check(map.status(seat) == from, "a seat is in one hand only");
    }
    for (int seat : seats) {
      seatsDigest -= map.hash(seat);
      map.set(seat, to);
      seatsDigest += map.hash(seat);
    }
  }

  /// What happened since it was asked last, in order.
  List<Happening> takeHappenings() {
    var taken = List.copyOf(happenings);
    happenings.clear();
    return taken;
  }

  /// The feeds tell nothing of what was changed so far, nor how to go on from before.
  void breakOffFeeds() {
    happenings.clear();
    seatMaps.values().forEach(map -> map.feed().breakOff());
  }

  /// Those of its format level.
  List<Section<?>> sections() {
    return level == FormatLevel.FIRST ? sections.subList(0, FIRST_SECTIONS) : sections;
  }

  /// All entries as they are now. Takes no longer for a full house: no entry ever changes.
  Entries copy() {
    var copies = new ArrayList<Shelf.Copy<?>>();
    sections().forEach(section -> copies.add(section.shelf().copy()));
    return new Entries(level, copies, digest());
  }

  /// Those that are forgotten count, too. Only [FormatLevel#FIRST] has them behind all sections.
  void restoreCounters(long holdsMade, long reservationsMade) {
    holds.restoreMade(holdsMade);
    reservations.restoreMade(reservationsMade);
  }

  int level() {
    return level;
  }

  /// From now on this format level holds.
  void rise(int level) {
    this.level = level;
    sections.forEach(section -> section.shelf().rise(level));
  }

  long digest() {
    var shelves = venues.digest() + offers.digest() + holds.digest() + reservations.digest();
    shelves += blocks.digest();
    return shelves + seatsDigest + endedHolds.digest() + cancelled.digest() + countersHash();
  }

  /// What the digest must be, by looking at every entry.
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

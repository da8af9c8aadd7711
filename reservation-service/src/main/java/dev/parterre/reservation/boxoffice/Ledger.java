package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.VenueId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The entries of the box office: all that is replicated. Whoever changes them goes through here,
/// so that neither the digest (the sum of the hashes of all entries) nor the feeds can fall behind.
final class Ledger implements BoxOfficeView {

  static final int ENDED_HOLDS_MAX = 100_000;
  static final int CANCELLED_MAX = 100_000;

  private final List<Venue> venues = new ArrayList<>();

  /// Whoever reads another ledger aside asks for what this one has.
  private final Map<VenueId, Venue> venuesById = new ConcurrentHashMap<>();

  private final List<SeatMap> seatMaps = new ArrayList<>();
  private final Map<EventId, SeatMap> seatMapsById = new HashMap<>();

  /// Whoever answers a request asks on a thread of its own.
  private final Map<EventId, Offer> offers = new ConcurrentHashMap<>();

  private final List<SeatMap> touched = new ArrayList<>();
  private final Map<HoldId, Hold> holds = new HashMap<>();
  private final TreeSet<Hold> holdsByEnd =
      new TreeSet<>(
          Comparator.comparingLong(Hold::expiresAtMillis).thenComparingLong(Hold::number));
  private final Numbered<Hold> holdsByNumber = new Numbered<>();
  private final Bygone endedHolds = new Bygone(5, ENDED_HOLDS_MAX);
  private final Map<ReservationId, Reservation> reservations = new HashMap<>();
  private final Numbered<Reservation> reservationsByNumber = new Numbered<>();
  private final Bygone cancelled = new Bygone(8, CANCELLED_MAX);
  private long plansWeight;
  private long seatsOnSale;
  private long holdsMade;
  private long reservationsMade;
  private long entries;

  /// All that must be known of a ledger to make its like. May be read by any thread.
  record Entries(
      List<Venue> venues,
      List<Offer> offers,
      Numbered.Copy<Hold> holds,
      Numbered.Copy<Bygone.End> endedHolds,
      Numbered.Copy<Reservation> reservations,
      Numbered.Copy<Bygone.End> cancelled,
      long holdsMade,
      long reservationsMade,
      long digest) {}

  @Override
  public List<Venue> venues() {
    return Collections.unmodifiableList(venues);
  }

  @Override
  public @Nullable Venue venue(VenueId id) {
    return venuesById.get(id);
  }

  void add(Venue venue) {
    check(venuesById.put(venue.id(), venue) == null, "a venue's id is given once");
    venues.add(venue);
    plansWeight += venue.plan().weight();
    entries += venue.hash();
  }

  long plansWeight() {
    return plansWeight;
  }

  @Override
  public List<SeatMap> seatMaps() {
    return Collections.unmodifiableList(seatMaps);
  }

  @Override
  public @Nullable SeatMap seatMap(EventId id) {
    return seatMapsById.get(id);
  }

  @Nullable Offer offer(EventId id) {
    return offers.get(id);
  }

  long seatsOnSale() {
    return seatsOnSale;
  }

  void add(Offer offer) {
    var map = new SeatMap(offer);
    check(seatMapsById.put(offer.id(), map) == null, "an event's id is given once");
    seatMaps.add(map);
    offers.put(offer.id(), offer);
    seatsOnSale += offer.plan().seatCount();
    entries += offer.hash();
  }

  @Override
  public @Nullable Hold hold(HoldId id) {
    return holds.get(id);
  }

  @Override
  public boolean hasEnded(HoldId id) {
    return endedHolds.contains(id.secret());
  }

  /// The hold that ends first.
  @Nullable Hold nextToEnd() {
    return holdsByEnd.isEmpty() ? null : holdsByEnd.first();
  }

  long nextHoldNumber() {
    return holdsMade + 1;
  }

  void add(Hold hold) {
    check(!holds.containsKey(hold.id()), "a hold's id is given once");
    change(hold.offer(), hold.seats(), SeatStatus.FREE, SeatStatus.HELD);
    holds.put(hold.id(), hold);
    holdsByEnd.add(hold);
    holdsByNumber.put(hold.number(), hold);
    holdsMade = hold.number();
    entries += hold.hash();
  }

  /// The hold is over: its seats are free again.
  void release(Hold hold) {
    change(hold.offer(), hold.seats(), SeatStatus.HELD, SeatStatus.FREE);
    end(hold);
  }

  @Override
  public @Nullable Reservation reservation(ReservationId id) {
    return reservations.get(id);
  }

  int reservationCount() {
    return reservations.size();
  }

  long nextReservationNumber() {
    return reservationsMade + 1;
  }

  /// Free seats become reserved.
  void add(Reservation reservation) {
    checkNew(reservation);
    change(reservation.offer(), reservation.seats(), SeatStatus.FREE, SeatStatus.RESERVED);
    enter(reservation);
  }

  /// Held seats become reserved; the hold is over.
  void add(Reservation reservation, Hold from) {
    checkNew(reservation);
    change(from.offer(), from.seats(), SeatStatus.HELD, SeatStatus.RESERVED);
    end(from);
    enter(reservation);
  }

  void cancel(Reservation reservation) {
    change(reservation.offer(), reservation.seats(), SeatStatus.RESERVED, SeatStatus.FREE);
    put(reservation.cancel());
    var forgotten = cancelled.add(reservation.id().secret());
    if (forgotten != null) {
      remove(new ReservationId(forgotten));
    }
  }

  /// Tells the feeds what changed since the last time.
  void publish(long index) {
    touched.forEach(map -> map.publish(index));
    touched.clear();
  }

  /// The feeds tell nothing of what was changed so far, nor how to go on from before.
  void breakOffFeeds() {
    touched.clear();
    seatMaps.forEach(SeatMap::breakOff);
  }

  /// All entries as they are now. Takes no longer for a full house: no entry ever changes, and the
  /// many are not even counted through.
  Entries copy() {
    return new Entries(
        List.copyOf(venues),
        seatMaps.stream().map(SeatMap::offer).toList(),
        holdsByNumber.copy(),
        endedHolds.copy(),
        reservationsByNumber.copy(),
        cancelled.copy(),
        holdsMade,
        reservationsMade,
        digest());
  }

  /// As it was added once, with its seats or, if it is cancelled, without.
  void restore(Reservation reservation) {
    if (reservation.cancelled()) {
      enter(reservation);
    } else {
      add(reservation);
    }
  }

  void restoreEndedHold(Bygone.End end) {
    endedHolds.restore(end);
  }

  void restoreCancelled(Bygone.End end) {
    cancelled.restore(end);
  }

  /// Those that are forgotten count, too.
  void restoreCounters(long holds, long reservations) {
    holdsMade = holds;
    reservationsMade = reservations;
  }

  long digest() {
    return entries + endedHolds.digest() + cancelled.digest() + countersHash();
  }

  /// What the digest must be, by looking at every entry.
  long digestFromScratch() {
    long sum = endedHolds.digestFromScratch() + cancelled.digestFromScratch() + countersHash();
    for (var venue : venues) {
      sum += venue.hash();
    }
    for (var map : seatMaps) {
      sum += map.hashFromScratch();
    }
    for (var hold : holds.values()) {
      sum += hold.hash();
    }
    for (var reservation : reservations.values()) {
      sum += reservation.hash();
    }
    return sum;
  }

  private void change(Offer offer, int[] seats, SeatStatus from, SeatStatus to) {
    var map = Objects.requireNonNull(seatMapsById.get(offer.id()));
    for (int seat : seats) {
      check(map.status(seat) == from, "a seat is in one hand only");
    }
    for (int seat : seats) {
      entries -= map.hash(seat);
      map.set(seat, to);
      entries += map.hash(seat);
    }
    if (map.changed(seats)) {
      touched.add(map);
    }
  }

  private void end(Hold hold) {
    check(holds.remove(hold.id(), hold), "a hold ends once");
    holdsByEnd.remove(hold);
    holdsByNumber.remove(hold.number());
    entries -= hold.hash();
    endedHolds.add(hold.id().secret());
  }

  private void enter(Reservation reservation) {
    checkNew(reservation);
    reservationsMade = reservation.number();
    put(reservation);
  }

  /// Before anything is changed: a command that cannot be applied must leave nothing behind.
  private void checkNew(Reservation reservation) {
    check(!reservations.containsKey(reservation.id()), "a reservation's id is given once");
  }

  private void put(Reservation reservation) {
    remove(reservation.id());
    reservations.put(reservation.id(), reservation);
    reservationsByNumber.put(reservation.number(), reservation);
    entries += reservation.hash();
  }

  private void remove(ReservationId id) {
    var reservation = reservations.remove(id);
    if (reservation != null) {
      reservationsByNumber.remove(reservation.number());
      entries -= reservation.hash();
    }
  }

  private long countersHash() {
    return new Mix(7).add(holdsMade).add(reservationsMade).hash();
  }

  private static void check(boolean holds, String invariant) {
    if (!holds) {
      throw new IllegalStateException("broken invariant: " + invariant);
    }
  }
}

package dev.parterre.reservation.booking;

import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.VenueId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The entries of the box office: all that is replicated. Whoever changes them goes through here,
/// so that neither the digest (the sum of the hashes of all entries) nor the feeds can fall behind.
final class Ledger {

  static final int ENDED_HOLDS_MAX = 100_000;
  static final int CANCELLED_MAX = 100_000;

  private final List<Venue> venues = new ArrayList<>();
  private final Map<VenueId, Venue> venuesById = new HashMap<>();
  private final List<SeatMap> seatMaps = new ArrayList<>();
  private final Map<EventId, SeatMap> seatMapsById = new HashMap<>();
  private final List<SeatMap> touched = new ArrayList<>();
  private final Map<HoldId, Hold> holds = new HashMap<>();
  private final TreeSet<Hold> holdsByEnd =
      new TreeSet<>(
          Comparator.comparingLong(Hold::expiresAtMillis).thenComparingLong(Hold::number));
  private final Bygone endedHolds = new Bygone(5, ENDED_HOLDS_MAX);
  private final Map<ReservationId, Reservation> reservations = new HashMap<>();
  private final Bygone cancelled = new Bygone(8, CANCELLED_MAX);
  private long plansWeight;
  private long seatsOnSale;
  private long holdsMade;
  private long reservationsMade;
  private long entries;

  /// The seats of one event: read by all, changed by the ledger alone.
  static final class SeatMap {

    private final Offer offer;
    private final SeatFeed feed = new SeatFeed();
    private final byte[] statuses;
    private final long key;
    private int free;
    private final List<int[]> changed = new ArrayList<>();

    private SeatMap(Offer offer) {
      this.offer = offer;
      this.statuses = new byte[offer.plan().seatCount()];
      this.key = offer.hash();
      this.free = statuses.length;
    }

    Offer offer() {
      return offer;
    }

    /// May be read by any thread.
    SeatFeed feed() {
      return feed;
    }

    SeatStatus status(int seat) {
      return SeatStatus.of(statuses[seat]);
    }

    boolean isTaken(int seat) {
      return statuses[seat] != SeatStatus.FREE.code();
    }

    int free() {
      return free;
    }

    byte[] copyOfStatuses() {
      return statuses.clone();
    }

    private void set(int seat, SeatStatus status) {
      boolean wasTaken = isTaken(seat);
      statuses[seat] = status.code();
      free += (wasTaken ? 1 : 0) - (isTaken(seat) ? 1 : 0);
    }

    private int[] changedSeats() {
      return changed.size() == 1
          ? changed.getFirst()
          : changed.stream().flatMapToInt(Arrays::stream).distinct().toArray();
    }

    /// A free seat is no entry.
    private long hash(int seat) {
      return isTaken(seat) ? new Mix(3).add(key).add(seat).add(statuses[seat]).hash() : 0;
    }
  }

  List<Venue> venues() {
    return Collections.unmodifiableList(venues);
  }

  @Nullable Venue venue(VenueId id) {
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

  List<SeatMap> seatMaps() {
    return Collections.unmodifiableList(seatMaps);
  }

  @Nullable SeatMap seatMap(EventId id) {
    return seatMapsById.get(id);
  }

  long seatsOnSale() {
    return seatsOnSale;
  }

  void add(Offer offer) {
    var map = new SeatMap(offer);
    check(seatMapsById.put(offer.id(), map) == null, "an event's id is given once");
    seatMaps.add(map);
    seatsOnSale += map.statuses.length;
    entries += map.key;
  }

  @Nullable Hold hold(HoldId id) {
    return holds.get(id);
  }

  boolean hasEnded(HoldId id) {
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
    change(hold.offer(), hold.seats(), SeatStatus.FREE, SeatStatus.HELD);
    check(holds.put(hold.id(), hold) == null, "a hold's id is given once");
    holdsByEnd.add(hold);
    holdsMade = hold.number();
    entries += hold.hash();
  }

  /// The hold is over: its seats are free again.
  void release(Hold hold) {
    change(hold.offer(), hold.seats(), SeatStatus.HELD, SeatStatus.FREE);
    end(hold);
  }

  @Nullable Reservation reservation(ReservationId id) {
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
    change(reservation.offer(), reservation.seats(), SeatStatus.FREE, SeatStatus.RESERVED);
    enter(reservation);
  }

  /// Held seats become reserved; the hold is over.
  void add(Reservation reservation, Hold from) {
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
    for (var map : touched) {
      int[] seats = map.changedSeats();
      var statuses = new byte[seats.length];
      for (int i = 0; i < seats.length; i++) {
        statuses[i] = map.statuses[seats[i]];
      }
      map.feed.publish(index, seats, statuses);
      map.changed.clear();
    }
    touched.clear();
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
      sum += map.key;
      for (int seat = 0; seat < map.statuses.length; seat++) {
        sum += map.hash(seat);
      }
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
      entries -= map.hash(seat);
      map.set(seat, to);
      entries += map.hash(seat);
    }
    if (map.changed.isEmpty()) {
      touched.add(map);
    }
    map.changed.add(seats);
  }

  private void end(Hold hold) {
    check(holds.remove(hold.id(), hold), "a hold ends once");
    holdsByEnd.remove(hold);
    entries -= hold.hash();
    endedHolds.add(hold.id().secret());
  }

  private void enter(Reservation reservation) {
    check(!reservations.containsKey(reservation.id()), "a reservation's id is given once");
    reservationsMade = reservation.number();
    put(reservation);
  }

  private void put(Reservation reservation) {
    remove(reservation.id());
    reservations.put(reservation.id(), reservation);
    entries += reservation.hash();
  }

  private void remove(ReservationId id) {
    var reservation = reservations.remove(id);
    entries -= reservation == null ? 0 : reservation.hash();
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

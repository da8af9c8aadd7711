package dev.parterre.reservation.boxoffice;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The statuses of the seats of one event, and how many places its areas have left, by their
/// indices in the plan. Only the [Ledger] changes them. They are derived from holds, reservations
/// and blocks, so they are not part of a snapshot. For the event loop only, except for [#feed].
public final class SeatMap {

  private Offer offer;
  private final SeatFeed feed = new SeatFeed();
  private final Tallies tallies = new Tallies();
  private final byte[] statuses;

  /// How many places of each area are held or reserved.
  private final int[] places;

  private long key;
  private int free;

  /// @param key the event's part of the hashes of its seats
  SeatMap(Offer offer, long key) {
    this.offer = offer;
    this.statuses = new byte[offer.plan().seatCount()];
    this.places = new int[offer.plan().areas().size()];
    this.key = key;
    this.free = statuses.length;
    for (int seat = 0; seat < statuses.length; seat++) {
      set(seat, unowned(seat));
    }
  }

  public Offer offer() {
    return offer;
  }

  /// May be read by any thread.
  public SeatFeed feed() {
    return feed;
  }

  /// What is limited, counted.
  Tallies tallies() {
    return tallies;
  }

  /// How many holds and reservations have a discount now.
  public int uses(Discount discount) {
    return tallies.uses(discount.code());
  }

  /// Sells something else. What is owned stays as it is.
  ///
  /// @param isBlocked which seats the organiser took off sale
  /// @return what is for sale now and was not before, or the other way round
  Allocation change(Offer offer, long key, IntPredicate isBlocked) {
    int[] before = freePlaces();
    this.offer = offer;
    this.key = key;
    int[] seats =
        IntStream.range(0, statuses.length)
            .filter(seat -> !isOwned(seat) && status(seat) != unowned(seat))
            .filter(seat -> !isBlocked.test(seat))
            .toArray();
    for (int seat : seats) {
      set(seat, unowned(seat));
    }
    var areas = offer.plan().areas();
    var places =
        IntStream.range(0, before.length)
            .filter(area -> free(area) != before[area])
            .mapToObj(area -> new Allocation.Places(area, areas.get(area).capacity()))
            .toList();
    return new Allocation(seats, places);
  }

  public SeatStatus status(int seat) {
    return SeatStatus.of(statuses[seat]);
  }

  /// Whether the seat is held, reserved, or not for sale.
  public boolean isTaken(int seat) {
    return statuses[seat] != SeatStatus.FREE.code();
  }

  /// Whether the seat is held or reserved.
  boolean isOwned(int seat) {
    return isTaken(seat) && status(seat) != SeatStatus.BLOCKED;
  }

  /// How many seats are free.
  public int free() {
    return free;
  }

  public byte[] copyOfStatuses() {
    return statuses.clone();
  }

  /// How many places of an area can be had: none if its category has no price.
  public int free(int area) {
    var places = offer.plan().areas().get(area);
    return offer.fares().isPriced(places.category()) ? places.capacity() - this.places[area] : 0;
  }

  /// [#free] of each area.
  public int[] freePlaces() {
    return IntStream.range(0, places.length).map(this::free).toArray();
  }

  /// @param more how many are held or reserved in addition; may be negative
  boolean canTake(int area, int more) {
    int then = places[area] + more;
    return then >= 0 && then <= offer.plan().areas().get(area).capacity();
  }

  void take(int area, int more) {
    places[area] += more;
  }

  /// The seat's part of the digest: 0 unless it is held or reserved. That a seat is off sale
  /// follows from its event, or is an entry of its own, a [Block].
  long hash(int seat) {
    return isOwned(seat)
        ? new Mix(Kind.SEAT).number(key).number(seat).number(statuses[seat]).hash()
        : 0;
  }

  /// The sum of [#hash] over all seats.
  long hashFromScratch() {
    long sum = 0;
    for (int seat = 0; seat < statuses.length; seat++) {
      sum += hash(seat);
    }
    return sum;
  }

  /// The status of a seat that is neither held nor reserved and has no [Block].
  SeatStatus unowned(int seat) {
    return offer.isPriced(seat) ? SeatStatus.FREE : SeatStatus.BLOCKED;
  }

  void set(int seat, SeatStatus status) {
    boolean wasTaken = isTaken(seat);
    statuses[seat] = status.code();
    free += (wasTaken ? 1 : 0) - (isTaken(seat) ? 1 : 0);
  }
}

package dev.parterre.reservation.boxoffice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The seats of one event: read by all, changed by the [Ledger] alone.
public final class SeatMap {

  private final Offer offer;
  private final SeatFeed feed = new SeatFeed();
  private final byte[] statuses;
  private final long key;
  private int free;
  private final List<int[]> changed = new ArrayList<>();

  SeatMap(Offer offer) {
    this.offer = offer;
    this.statuses = new byte[offer.plan().seatCount()];
    this.key = offer.hash();
    this.free = statuses.length;
  }

  public Offer offer() {
    return offer;
  }

  /// May be read by any thread.
  public SeatFeed feed() {
    return feed;
  }

  public SeatStatus status(int seat) {
    return SeatStatus.of(statuses[seat]);
  }

  public boolean isTaken(int seat) {
    return statuses[seat] != SeatStatus.FREE.code();
  }

  public int free() {
    return free;
  }

  public byte[] copyOfStatuses() {
    return statuses.clone();
  }

  /// A free seat is no entry.
  long hash(int seat) {
    return isTaken(seat) ? new Mix(3).add(key).add(seat).add(statuses[seat]).hash() : 0;
  }

  /// Of the event and all its seats.
  long hashFromScratch() {
    long sum = key;
    for (int seat = 0; seat < statuses.length; seat++) {
      sum += hash(seat);
    }
    return sum;
  }

  void set(int seat, SeatStatus status) {
    boolean wasTaken = isTaken(seat);
    statuses[seat] = status.code();
    free += (wasTaken ? 1 : 0) - (isTaken(seat) ? 1 : 0);
  }

  /// These seats were set, and [#publish] is to tell it.
  ///
  /// @return whether they are the first since the last time
  boolean changed(int[] seats) {
    changed.add(seats);
    return changed.size() == 1;
  }

  void publish(long index) {
    int[] seats = changedSeats();
    var now = new byte[seats.length];
    for (int i = 0; i < seats.length; i++) {
      now[i] = statuses[seats[i]];
    }
    feed.publish(index, seats, now);
    changed.clear();
  }

  /// Its feed tells nothing of what was changed so far.
  void breakOff() {
    changed.clear();
    feed.breakOff();
  }

  private int[] changedSeats() {
    return changed.size() == 1
        ? changed.getFirst()
        : changed.stream().flatMapToInt(Arrays::stream).distinct().toArray();
  }
}

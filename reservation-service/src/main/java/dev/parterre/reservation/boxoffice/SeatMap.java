package dev.parterre.reservation.boxoffice;

/// The seats of one event: read by all, changed by the [Ledger] alone. What a seat's status is
/// follows from who has it, so it stands in no snapshot.
public final class SeatMap {

  private final Offer offer;
  private final SeatFeed feed = new SeatFeed();
  private final CustomerSeats customers = new CustomerSeats();
  private final byte[] statuses;
  private final long key;
  private int free;

  /// @param key the event's part in the digest
  SeatMap(Offer offer, long key) {
    this.offer = offer;
    this.statuses = new byte[offer.plan().seatCount()];
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

  CustomerSeats customers() {
    return customers;
  }

  public SeatStatus status(int seat) {
    return SeatStatus.of(statuses[seat]);
  }

  public boolean isTaken(int seat) {
    return statuses[seat] != SeatStatus.FREE.code();
  }

  boolean isOwned(int seat) {
    return isTaken(seat) && status(seat) != SeatStatus.BLOCKED;
  }

  public int free() {
    return free;
  }

  public byte[] copyOfStatuses() {
    return statuses.clone();
  }

  /// A free seat is no entry; and that one is off sale follows from the event, or is a [Block].
  long hash(int seat) {
    return isOwned(seat)
        ? new Mix(Kind.SEAT).number(key).number(seat).number(statuses[seat]).hash()
        : 0;
  }

  /// Of all its seats.
  long hashFromScratch() {
    long sum = 0;
    for (int seat = 0; seat < statuses.length; seat++) {
      sum += hash(seat);
    }
    return sum;
  }

  /// What a seat is that nobody has and nobody took off sale.
  SeatStatus unowned(int seat) {
    return offer.isPriced(seat) ? SeatStatus.FREE : SeatStatus.BLOCKED;
  }

  void set(int seat, SeatStatus status) {
    boolean wasTaken = isTaken(seat);
    statuses[seat] = status.code();
    free += (wasTaken ? 1 : 0) - (isTaken(seat) ? 1 : 0);
  }
}

package dev.parterre.reservation.boxoffice;

import static dev.parterre.reservation.boxoffice.Invariant.check;

import java.util.Arrays;
import java.util.List;

/// The seats that the organiser took off sale: a part of the [Ledger].
final class Blocks {

  private final Shelf<Block.Id, Block> blocks = new Shelf<>(new BlockCodec());
  private final SeatMaps seatMaps;
  private final WaitingLists waitingLists;
  private final List<Happening> happenings;

  /// @param happenings to which what happens is added
  Blocks(SeatMaps seatMaps, WaitingLists waitingLists, List<Happening> happenings) {
    this.seatMaps = seatMaps;
    this.waitingLists = waitingLists;
    this.happenings = happenings;
  }

  Section<Block> section() {
    return new Section<>(blocks, BoxOffice.SEATS_ON_SALE_MAX, this::enter);
  }

  boolean contains(Block.Id id) {
    return blocks.contains(id);
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
    var map = seatMaps.of(block.eventId());
    check(!map.isOwned(block.seat()), "a seat that is taken off sale has no owner");
    blocks.add(block);
    map.set(block.seat(), SeatStatus.BLOCKED);
  }

  /// Puts seats on sale again. Those that have no block are left as they are.
  void unblock(SeatMap map, int[] seats) {
    var event = map.offer().id();
    int[] changed =
        Arrays.stream(seats).filter(seat -> blocks.remove(new Block.Id(event, seat))).toArray();
    for (int seat : changed) {
      map.set(seat, map.unowned(seat));
    }
    if (changed.length > 0) {
      waitingLists.noteFreed(event);
      happenings.add(new Happening.Unblocked(event, Allocation.ofSeats(changed)));
    }
  }
}

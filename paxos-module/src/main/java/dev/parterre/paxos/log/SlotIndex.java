package dev.parterre.paxos.log;

import dev.parterre.paxos.members.Slot;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the record that counts for each slot is: 16 bytes per slot, in pages that are created when
/// they are first needed and dropped together with their last slot.
final class SlotIndex {

  private static final int PAGE_BITS = 12;
  private static final int PAGE_SLOTS = 1 << PAGE_BITS;

  private static final int POSITION_BITS = 40;
  private static final long POSITION_MASK = (1L << POSITION_BITS) - 1;

  private final Map<Long, Page> pages = new HashMap<>();

  private record Page(long[] places, long[] sizes) {}

  void put(Slot slot, Place place) {
    var page = pages.computeIfAbsent(number(slot), _ -> newPage());
    var at = at(slot);
    page.places()[at] = ((place.segment() + 1L) << POSITION_BITS) | place.position();
    page.sizes()[at] =
        ((long) place.length() << Integer.SIZE) | Integer.toUnsignedLong(place.checksum());
  }

  @Nullable Place get(Slot slot) {
    var page = pages.get(number(slot));
    var place = page == null ? 0 : page.places()[at(slot)];
    if (page == null || place == 0) {
      return null;
    }
    var size = page.sizes()[at(slot)];
    var segment = (int) (place >>> POSITION_BITS) - 1;
    return new Place(segment, place & POSITION_MASK, (int) (size >>> Integer.SIZE), (int) size);
  }

  /// Drops the pages that hold no slot from `first` on.
  void forgetBefore(Slot first) {
    pages.keySet().removeIf(number -> number < number(first));
  }

  int pages() {
    return pages.size();
  }

  private static long number(Slot slot) {
    return slot.number() >>> PAGE_BITS;
  }

  private static int at(Slot slot) {
    return (int) slot.number() & (PAGE_SLOTS - 1);
  }

  private static Page newPage() {
    return new Page(new long[PAGE_SLOTS], new long[PAGE_SLOTS]);
  }
}

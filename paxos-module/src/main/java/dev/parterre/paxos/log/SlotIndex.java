package dev.parterre.paxos.log;

import dev.parterre.paxos.core.Slot;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where the record that holds for each slot stands: 16 bytes a slot, in pages that are made when
/// they are first needed.
final class SlotIndex {

  private static final int PAGE_BITS = 12;
  private static final int PAGE_SLOTS = 1 << PAGE_BITS;

  private static final int POSITION_BITS = 40;
  private static final long POSITION_MASK = (1L << POSITION_BITS) - 1;

  /// No window lets a slot be so far ahead; one that is would take memory for all between.
  private static final long AHEAD_MAX = 1L << 30;

  private long[][] places = new long[16][];
  private long[][] sizes = new long[16][];
  private long highest;

  void put(Slot slot, Place place) {
    var page = page(slot);
    var at = (int) slot.number() & (PAGE_SLOTS - 1);
    places[page][at] = ((place.segment() + 1L) << POSITION_BITS) | place.position();
    sizes[page][at] =
        ((long) place.length() << Integer.SIZE) | Integer.toUnsignedLong(place.checksum());
  }

  @Nullable Place get(Slot slot) {
    var page = slot.number() >>> PAGE_BITS;
    if (page >= places.length || places[(int) page] == null) {
      return null;
    }
    var at = (int) slot.number() & (PAGE_SLOTS - 1);
    var place = places[(int) page][at];
    if (place == 0) {
      return null;
    }
    var size = sizes[(int) page][at];
    var segment = (int) (place >>> POSITION_BITS) - 1;
    return new Place(segment, place & POSITION_MASK, (int) (size >>> Integer.SIZE), (int) size);
  }

  private int page(Slot slot) {
    if (slot.number() - highest > AHEAD_MAX) {
      throw new IllegalStateException("slot " + slot + " lies far ahead of slot " + highest);
    }
    highest = Math.max(highest, slot.number());
    var page = Math.toIntExact(slot.number() >>> PAGE_BITS);
    if (page >= places.length) {
      var pages = Math.max(page + 1, places.length * 2);
      places = Arrays.copyOf(places, pages);
      sizes = Arrays.copyOf(sizes, pages);
    }
    if (places[page] == null) {
      places[page] = new long[PAGE_SLOTS];
      sizes[page] = new long[PAGE_SLOTS];
    }
    return page;
  }
}

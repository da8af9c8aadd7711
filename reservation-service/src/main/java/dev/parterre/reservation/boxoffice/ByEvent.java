package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All entries of a kind at one moment, to be read event by event. Cheap to make; any thread may
/// read it.
public final class ByEvent<E> {

  private final Numbered.Copy<E> entries;
  private final EntryCodec<?, E> codec;
  private final Function<E, EventId> event;

  /// @param event the event of an entry
  ByEvent(Shelf.Copy<E> copy, Function<E, EventId> event) {
    entries = copy.entries();
    codec = copy.codec();
    this.event = event;
  }

  /// The one with this number; null if there is none.
  public @Nullable E get(long number) {
    return entries.get(number);
  }

  /// Those of an event, in the order of their numbers.
  ///
  /// @param after only those with higher numbers
  public Stream<E> of(EventId wanted, long after) {
    return entries
        .from(after + 1)
        .filter(entry -> codec.number(entry) > after)
        .filter(entry -> event.apply(entry).equals(wanted));
  }
}

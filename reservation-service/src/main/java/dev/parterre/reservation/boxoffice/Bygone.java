package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import org.jspecify.annotations.Nullable;

/// Remembers the ids of the holds that ended last, of the reservations that were cancelled last, or
/// of the parties that left waiting lists last, so that they can be told from ids that never
/// existed. Beyond the limit the oldest is forgotten, in the same order on every replica.
final class Bygone {

  private final int max;
  private final Shelf<SecretId, End> ends;

  /// An id that is no longer in use.
  ///
  /// @param number counts the ends, from 1
  /// @param fulfilled whether it was a hold whose seats were reserved, or a party that had such a
  ///   hold; always false before [FormatLevel#SECOND]
  record End(SecretId id, long number, boolean fulfilled) {}

  private record Codec(Kind kind, int since) implements EntryCodec<SecretId, End> {

    @Override
    public int level() {
      return FormatLevel.SECOND;
    }

    @Override
    public SecretId id(End end) {
      return end.id();
    }

    @Override
    public long number(End end) {
      return end.number();
    }

    @Override
    public void write(End end, Fields out) {
      out.secret(end.id()).number(end.number());
      if (out.level() >= FormatLevel.SECOND) {
        out.flag(end.fulfilled());
      }
    }

    @Override
    public End read(FieldReader in, Sources from) {
      return new End(in.secret(), in.number(), in.level() >= FormatLevel.SECOND && in.flag());
    }
  }

  /// @param since the format level that added the kind
  /// @param max how many ids are remembered
  Bygone(Kind kind, int since, int max) {
    this.max = max;
    ends = new Shelf<>(new Codec(kind, since));
  }

  /// How it ended; null if it is not remembered.
  @Nullable End get(SecretId id) {
    return ends.get(id);
  }

  /// @return the id that is forgotten in return; null if none is
  @Nullable SecretId add(SecretId id, boolean fulfilled) {
    ends.remove(id);
    ends.add(new End(id, ends.nextNumber(), fulfilled));
    if (ends.size() <= max) {
      return null;
    }
    var oldest = ends.oldest().id();
    ends.remove(oldest);
    return oldest;
  }

  /// The part of a snapshot with these ids, the oldest first.
  Section<End> section() {
    return new Section<>(ends, max, this::restore);
  }

  /// Adds an id that was read from a snapshot.
  ///
  /// @throws IllegalArgumentException if no [Bygone] can have had it at this place
  private void restore(End end) {
    if (end.number() < ends.nextNumber() || ends.contains(end.id()) || ends.size() == max) {
      throw new IllegalArgumentException("ended ids are out of order, repeated, or too many");
    }
    ends.add(end);
  }

  /// The part of the digest that tells how many there ever were.
  long countHash() {
    return new Mix(ends.codec().kind()).number(ends.made()).hash();
  }
}

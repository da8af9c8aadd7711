package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import org.jspecify.annotations.Nullable;

/// Remembers the last ids that came to their end, so that they can be told from what never was. The
/// oldest is forgotten first; the order is the same on every replica.
final class Bygone {

  private final int max;
  private final Shelf<SecretId, End> ends;

  /// An id that came to its end.
  ///
  /// @param number of the end, counted from 1 on
  /// @param fulfilled whether it led to what it was for; always false before [FormatLevel#SECOND]
  record End(SecretId id, long number, boolean fulfilled) {}

  private record Codec(Kind kind) implements EntryCodec<SecretId, End> {

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

  /// @param max ids are remembered
  Bygone(Kind kind, int max) {
    this.max = max;
    ends = new Shelf<>(new Codec(kind));
  }

  /// How it ended; null if it is not remembered.
  @Nullable End get(SecretId id) {
    return ends.get(id);
  }

  /// @return what is forgotten instead, if anything
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

  /// What is remembered, the oldest first, in a snapshot.
  Section<End> section() {
    return new Section<>(ends, max, this::restore);
  }

  /// Remembers again, one after another.
  ///
  /// @throws IllegalArgumentException when it was nothing that was remembered so
  private void restore(End end) {
    if (end.number() < ends.nextNumber() || ends.contains(end.id()) || ends.size() == max) {
      throw new IllegalArgumentException("ends out of order, or too many of them");
    }
    ends.add(end);
  }

  long digest() {
    return ends.digest() + countHash();
  }

  long digestFromScratch() {
    return ends.digestFromScratch() + countHash();
  }

  private long countHash() {
    return new Mix(ends.codec().kind()).number(ends.made()).hash();
  }
}

package dev.parterre.reservation.boxoffice;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Remembers the last ids that came to their end, so that they can be told from what never was. The
/// oldest is forgotten first; the order is the same on every replica.
final class Bygone {

  private final int kind;
  private final int max;
  private final LinkedHashMap<SecretId, End> ends = new LinkedHashMap<>();
  private final Numbered<End> byNumber = new Numbered<>();
  private long ended;
  private long digest;

  /// An id that came to its end.
  ///
  /// @param number of the end, counted from 1 on
  record End(SecretId id, long number) {}

  /// @param kind of the entries, for their hashes
  /// @param max ids are remembered
  Bygone(int kind, int max) {
    this.kind = kind;
    this.max = max;
  }

  boolean contains(SecretId id) {
    return ends.containsKey(id);
  }

  /// @return what is forgotten instead, if anything
  @Nullable SecretId add(SecretId id) {
    forget(id);
    enter(new End(id, ended + 1));
    return ends.size() <= max ? null : forget(ends.firstEntry().getKey());
  }

  /// What is remembered, the oldest first.
  Numbered.Copy<End> copy() {
    return byNumber.copy();
  }

  /// Remembers again what [#copy] gave, one after another.
  ///
  /// @throws IllegalArgumentException when it gave nothing of the kind
  void restore(End end) {
    if (end.number() <= ended || contains(end.id()) || ends.size() == max) {
      throw new IllegalArgumentException("ends out of order, or too many of them");
    }
    enter(end);
  }

  long digest() {
    return digest + new Mix(kind).add(ended).hash();
  }

  long digestFromScratch() {
    long sum = new Mix(kind).add(ended).hash();
    for (var end : ends.values()) {
      sum += hash(end);
    }
    return sum;
  }

  private void enter(End end) {
    ended = end.number();
    ends.put(end.id(), end);
    byNumber.put(ended, end);
    digest += hash(end);
  }

  private SecretId forget(SecretId id) {
    var end = ends.remove(id);
    if (end != null) {
      byNumber.remove(end.number());
      digest -= hash(end);
    }
    return id;
  }

  private long hash(End end) {
    return new Mix(kind).add(end.id()).add(end.number()).hash();
  }
}

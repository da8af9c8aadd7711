package dev.parterre.reservation.booking;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Remembers the last ids that came to their end, so that they can be told from what never was. The
/// oldest is forgotten first; the order is the same on every replica.
final class Bygone {

  private final int kind;
  private final int max;
  private final LinkedHashMap<SecretId, Long> numbers = new LinkedHashMap<>();
  private long ended;
  private long digest;

  /// @param kind of the entries, for their hashes
  /// @param max ids are remembered
  Bygone(int kind, int max) {
    this.kind = kind;
    this.max = max;
  }

  boolean contains(SecretId id) {
    return numbers.containsKey(id);
  }

  /// @return what is forgotten instead, if anything
  @Nullable SecretId add(SecretId id) {
    ended++;
    numbers.put(id, ended);
    digest += hash(id, ended);
    return numbers.size() <= max ? null : forgetOldest();
  }

  long digest() {
    return digest + new Mix(kind).add(ended).hash();
  }

  long digestFromScratch() {
    long sum = new Mix(kind).add(ended).hash();
    for (var entry : numbers.entrySet()) {
      sum += hash(entry.getKey(), entry.getValue());
    }
    return sum;
  }

  private SecretId forgetOldest() {
    Map.Entry<SecretId, Long> oldest = numbers.pollFirstEntry();
    digest -= hash(oldest.getKey(), oldest.getValue());
    return oldest.getKey();
  }

  private long hash(SecretId id, long number) {
    return new Mix(kind).add(id).add(number).hash();
  }
}

package dev.parterre.reservation.catalog;

import java.time.Instant;
import java.util.Optional;

/// A time that may have a beginning and an end.
///
/// @param from its first moment; empty if it has always been
/// @param until the first moment after it; empty if it does not end
public record Period(Optional<Instant> from, Optional<Instant> until) {

  public boolean contains(long millis) {
    return (from.isEmpty() || from.get().toEpochMilli() <= millis)
        && (until.isEmpty() || millis < until.get().toEpochMilli());
  }

  /// Whether there is a moment in it.
  public boolean isInOrder() {
    return from.isEmpty() || until.isEmpty() || from.get().isBefore(until.get());
  }
}

package dev.parterre.reservation.boxoffice;

import java.util.Comparator;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Whatever ends by time, in the order in which it does: the same on every replica.
final class Deadlines {

  private final TreeSet<Ending> endings =
      new TreeSet<>(
          Comparator.comparingLong(Ending::atMillis)
              .thenComparingInt(Ending::rank)
              .thenComparingLong(Ending::number));

  /// Something that ends at a moment of the replicated time. No two share a moment, a rank and a
  /// number.
  sealed interface Ending {

    long atMillis();

    /// Of what ends at one moment, the kind of lower rank ends first.
    int rank();

    /// Of one kind, the one of the lower number ends first.
    long number();

    record OfHold(Hold hold) implements Ending {
      @Override
      public long atMillis() {
        return hold.expiresAtMillis();
      }

      @Override
      public int rank() {
        return 0;
      }

      @Override
      public long number() {
        return hold.number();
      }
    }
  }

  void add(Ending ending) {
    Invariant.check(endings.add(ending), "each deadline is one of its own");
  }

  void remove(Ending ending) {
    endings.remove(ending);
  }

  /// What ends first, if its time has come; null if nothing's has.
  @Nullable Ending due(long nowMillis) {
    return endings.isEmpty() || endings.first().atMillis() > nowMillis ? null : endings.first();
  }

  /// When something ends next.
  OptionalLong nextMillis() {
    return endings.isEmpty() ? OptionalLong.empty() : OptionalLong.of(endings.first().atMillis());
  }
}

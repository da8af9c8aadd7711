package dev.parterre.reservation.boxoffice;

import java.util.Comparator;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What ends at a moment of the replicated time, in the order in which it ends: the same on every
/// replica.
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

    /// Of what ends at the same moment, the kind with the lower rank ends first.
    int rank();

    /// Of the same kind, the one with the lower number ends first.
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

    record OfCalling(Calling calling) implements Ending {
      @Override
      public int rank() {
        return 1;
      }

      @Override
      public long atMillis() {
        return calling.atMillis();
      }

      @Override
      public long number() {
        return calling.number();
      }
    }
  }

  void add(Ending ending) {
    Invariant.check(endings.add(ending), "no two deadlines are equal");
  }

  void remove(Ending ending) {
    endings.remove(ending);
  }

  /// What ends first, if it is due; otherwise null.
  @Nullable Ending due(long nowMillis) {
    return endings.isEmpty() || endings.first().atMillis() > nowMillis ? null : endings.first();
  }

  /// When something ends next; empty if nothing does.
  OptionalLong nextMillis() {
    return endings.isEmpty() ? OptionalLong.empty() : OptionalLong.of(endings.first().atMillis());
  }
}

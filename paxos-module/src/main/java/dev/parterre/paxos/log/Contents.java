package dev.parterre.paxos.log;

import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.core.Slot;
import org.jspecify.annotations.Nullable;

/// What of the log is kept in memory: which slots are decided, and where each slot's record stands.
final class Contents {

  private final SlotIndex index = new SlotIndex();
  private Slot decided = Slot.NONE;

  /// @throws IllegalStateException when a slot is said to be decided that the log does not hold
  void add(LogRecord added, Place place) {
    switch (added) {
      case Promised _ -> {}
      case AcceptedValue(var pvalue) -> index.put(pvalue.slot(), place);
      case Learned(var decision) -> index.put(decision.slot(), place);
      case DecidedUpTo(var slot) -> decideUpTo(slot);
    }
  }

  private void decideUpTo(Slot slot) {
    while (slot.isAfter(decided)) {
      if (index.get(decided.next()) == null) {
        throw new IllegalStateException(
            "the log says that slot %s is decided but does not hold it".formatted(decided.next()));
      }
      decided = decided.next();
    }
  }

  Slot decided() {
    return decided;
  }

  /// Null for a slot that is not known to be decided.
  @Nullable Place decidedAt(Slot slot) {
    return slot.isAfter(decided) ? null : index.get(slot);
  }
}

package dev.parterre.paxos.log;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.members.Slot;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The part of the log that is kept in memory: what is promised, which slots are decided, and where
/// the record of each slot is.
final class Contents {

  private final SlotIndex index = new SlotIndex();

  /// The last slot of which each segment holds a record.
  private final TreeMap<Integer, Slot> lastSlots = new TreeMap<>();

  private final Slot inSnapshot;
  private Ballot promised = Ballot.NONE;
  private Slot first = Slot.NONE.next();
  private Slot decided = Slot.NONE;

  /// @param inSnapshot the log may lack records of slots up to this one
  Contents(Slot inSnapshot) {
    this.inSnapshot = inSnapshot;
  }

  /// @throws IllegalStateException when the log says that a slot is decided, but does not hold it
  void add(LogRecord added, Place place) {
    switch (added) {
      case Promised(var ballot) -> promise(ballot);
      case AcceptedValue(var pvalue) -> {
        promise(pvalue.ballot());
        put(pvalue.slot(), place);
      }
      case Learned(var decision) -> put(decision.slot(), place);
      case DecidedUpTo(var slot) -> decideUpTo(slot);
    }
  }

  private void promise(Ballot ballot) {
    promised = ballot.isAbove(promised) ? ballot : promised;
  }

  private void put(Slot slot, Place place) {
    index.put(slot, place);
    lastSlots.merge(place.segment(), slot, Slot::max);
  }

  private void decideUpTo(Slot slot) {
    while (slot.isAfter(decided)) {
      var next = decided.next();
      if (index.get(next) == null) {
        if (next.isAfter(inSnapshot)) {
          throw new IllegalStateException(
              "the log says that slot %s is decided but does not hold it".formatted(next));
        }
        first = next.next();
      }
      decided = next;
    }
  }

  /// A snapshot holds everything up to `slot`. What the log holds of those slots may be votes that
  /// lost, so none of it may be read as a decision.
  ///
  /// @return false if the log already goes that far
  boolean install(Slot slot) {
    if (!slot.isAfter(decided)) {
      return false;
    }
    decided = slot;
    readFrom(slot.next());
    return true;
  }

  /// Whether a segment holds nothing after `slot`.
  boolean endsWithin(int segment, Slot slot) {
    return !lastSlots.getOrDefault(segment, Slot.NONE).isAfter(slot);
  }

  void forgetSegmentsBefore(int segment) {
    var gone = lastSlots.headMap(segment);
    for (var last : gone.values()) {
      readFrom(Slot.max(first, last.next()));
    }
    gone.clear();
  }

  private void readFrom(Slot slot) {
    first = slot;
    index.forgetBefore(slot);
  }

  Ballot promised() {
    return promised;
  }

  Slot decided() {
    return decided;
  }

  /// The first slot whose decision can be read.
  Slot first() {
    return first;
  }

  /// Null for a slot that is not known to be decided, or whose record is gone.
  @Nullable Place decidedAt(Slot slot) {
    return slot.isAfter(decided) || first.isAfter(slot) ? null : index.get(slot);
  }
}

package dev.parterre.paxos.simulation;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.members.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The content of a log up to some point.
final class LogImage {

  private final TreeMap<Slot, PValue> votes = new TreeMap<>();
  private final Map<Slot, Proposal> values = new HashMap<>();
  private Ballot promised = Ballot.NONE;
  private Slot decided = Slot.NONE;
  private Slot first = Slot.NONE.next();

  void add(LogRecord record) {
    switch (record) {
      case Promised(var ballot) -> raise(ballot);
      case AcceptedValue(var pvalue) -> {
        raise(pvalue.ballot());
        values.put(pvalue.slot(), pvalue.proposal());
        if (pvalue.slot().isAfter(decided)) {
          votes.put(pvalue.slot(), pvalue);
        }
      }
      case Learned(var decision) -> values.put(decision.slot(), decision.proposal());
      case DecidedUpTo(var slot) -> {
        decided = Slot.max(decided, slot);
        votes.headMap(slot, true).clear();
      }
    }
  }

  /// Everything up to `slot` is decided and in a snapshot: the log no longer holds it.
  void install(Slot slot) {
    for (; !first.isAfter(slot); first = first.next()) {
      values.remove(first);
    }
    decided = Slot.max(decided, slot);
    votes.headMap(slot, true).clear();
  }

  /// The first slot that the log holds.
  Slot first() {
    return first;
  }

  private void raise(Ballot ballot) {
    promised = ballot.isAbove(promised) ? ballot : promised;
  }

  Ballot promised() {
    return promised;
  }

  Slot decided() {
    return decided;
  }

  /// The last acceptance of each slot that is not known to be decided.
  List<PValue> votes() {
    return List.copyOf(votes.values());
  }

  /// The last record of a slot.
  @Nullable Proposal value(Slot slot) {
    return values.get(slot);
  }
}

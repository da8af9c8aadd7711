package dev.parterre.paxos.lesson;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A node's disk: what is written is safe only when it is forced, too. What is not, a crash takes.
final class StageDisk {

  /// The state as of a slot; here the state is all that was decided.
  ///
  /// @param timeMillis the replicated time then
  record Snapshot(
      Slot slot, Memberships memberships, SortedMap<Slot, Proposal> state, long timeMillis) {}

  private final List<LogRecord> records = new ArrayList<>();
  private int forced;
  private @Nullable Snapshot snapshot;

  void append(List<LogRecord> writes) {
    records.addAll(writes);
  }

  /// @return what was not safe before
  List<LogRecord> force() {
    var fresh = List.copyOf(unforced());
    forced = records.size();
    return fresh;
  }

  List<LogRecord> unforced() {
    return records.subList(forced, records.size());
  }

  /// The power fails: what is not forced is lost.
  void crash() {
    unforced().clear();
  }

  @Nullable Snapshot snapshot() {
    return snapshot;
  }

  /// The snapshot takes the place of all records of slots up to its own; the promise stays.
  void keep(Snapshot next) {
    var promised = promised();
    snapshot = next;
    records.removeIf(each -> isWithin(each, next.slot()));
    if (!promised.equals(Ballot.NONE)) {
      records.addFirst(new LogRecord.Promised(promised));
    }
    forced = records.size();
  }

  private static boolean isWithin(LogRecord record, Slot slot) {
    return switch (record) {
      case LogRecord.Promised _ -> true;
      case LogRecord.AcceptedValue(var pvalue) -> !pvalue.slot().isAfter(slot);
      case LogRecord.Learned(var decision) -> !decision.slot().isAfter(slot);
      case LogRecord.DecidedUpTo(var upTo) -> !upTo.isAfter(slot);
    };
  }

  Ballot promised() {
    var promised = Ballot.NONE;
    for (var record : records) {
      var ballot =
          switch (record) {
            case LogRecord.Promised(var it) -> it;
            case LogRecord.AcceptedValue(var pvalue) -> pvalue.ballot();
            case LogRecord.Learned _, LogRecord.DecidedUpTo _ -> Ballot.NONE;
          };
      promised = ballot.isAbove(promised) ? ballot : promised;
    }
    return promised;
  }

  /// The last accepted value of each slot that the log still has.
  TreeMap<Slot, PValue> accepted() {
    var accepted = new TreeMap<Slot, PValue>();
    for (var record : records) {
      if (record instanceof LogRecord.AcceptedValue(var pvalue)) {
        accepted.put(pvalue.slot(), pvalue);
      }
    }
    return accepted;
  }

  Slot decidedUpTo() {
    var decided = snapshot == null ? Slot.NONE : snapshot.slot();
    for (var record : records) {
      if (record instanceof LogRecord.DecidedUpTo(var slot)) {
        decided = Slot.max(decided, slot);
      }
    }
    return decided;
  }

  /// The first slot whose decision the log can tell; what is before it is in the snapshot alone.
  Slot first() {
    return snapshot == null ? Slot.NONE.next() : snapshot.slot().next();
  }

  /// The decisions that the log can tell from `from` on: the last record of a decided slot says it.
  List<Decision> decisionsFrom(Slot from) {
    var values = new TreeMap<Slot, Proposal>();
    for (var record : records) {
      if (record instanceof LogRecord.AcceptedValue(var pvalue)) {
        values.put(pvalue.slot(), pvalue.proposal());
      } else if (record instanceof LogRecord.Learned(var decision)) {
        values.put(decision.slot(), decision.proposal());
      }
    }
    return values.tailMap(from, true).entrySet().stream()
        .filter(each -> !each.getKey().isAfter(decidedUpTo()))
        .map(each -> new Decision(each.getKey(), each.getValue()))
        .toList();
  }

  /// All that is decided as far as this disk knows.
  TreeMap<Slot, Proposal> state() {
    var state = new TreeMap<Slot, Proposal>();
    if (snapshot != null) {
      state.putAll(snapshot.state());
    }
    decisionsFrom(first()).forEach(each -> state.put(each.slot(), each.proposal()));
    return state;
  }
}

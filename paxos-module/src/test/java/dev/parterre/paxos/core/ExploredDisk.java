package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a restarted node finds: the last forced record of each kind for each slot, and after it
/// what was appended since, of which a crash keeps some of the first records.
///
/// @param values the decision of a slot, if the slot is decided
/// @param votes the acceptances in slots that are not decided yet
record ExploredDisk(
    Ballot promised,
    TreeMap<Slot, PValue> votes,
    TreeMap<Slot, Proposal> values,
    Slot decided,
    List<LogRecord> unforced) {

  static final ExploredDisk EMPTY =
      new ExploredDisk(Ballot.NONE, new TreeMap<>(), new TreeMap<>(), Slot.NONE, List.of());

  ExploredDisk append(List<LogRecord> records) {
    var all = new ArrayList<>(unforced);
    all.addAll(records);
    return new ExploredDisk(promised, votes, values, decided, List.copyOf(all));
  }

  ExploredDisk force() {
    return crash(unforced.size());
  }

  /// The disk after a crash in which only the first `kept` of the unforced records had reached it.
  ExploredDisk crash(int kept) {
    var promise = promised;
    var open = new TreeMap<>(votes);
    var known = new TreeMap<>(values);
    var upTo = decided;
    for (var record : unforced.subList(0, kept)) {
      switch (record) {
        case LogRecord.Promised(var ballot) -> promise = rise(promise, ballot);
        case LogRecord.AcceptedValue(var pvalue) -> {
          promise = rise(promise, pvalue.ballot());
          open.put(pvalue.slot(), pvalue);
          known.put(pvalue.slot(), pvalue.proposal());
        }
        case LogRecord.Learned(var decision) -> known.put(decision.slot(), decision.proposal());
        case LogRecord.DecidedUpTo(var slot) -> {
          upTo = slot;
          open.headMap(slot, true).clear();
        }
      }
    }
    return new ExploredDisk(promise, open, known, upTo, List.of());
  }

  private static Ballot rise(Ballot before, Ballot ballot) {
    if (before.isAbove(ballot)) {
      throw new Violation("a promise fell on disk from " + before + " to " + ballot);
    }
    return ballot;
  }

  List<Decision> decisions() {
    var decisions = new ArrayList<Decision>();
    for (var slot = new Slot(1); !slot.isAfter(decided); slot = slot.next()) {
      var value = values.get(slot);
      if (value == null) {
        throw new Violation("slot " + slot + " is called decided on disk and is not there");
      }
      decisions.add(new Decision(slot, value));
    }
    return decisions;
  }

  /// Whether this node may send `message`, judged by the forced part only.
  boolean bears(Message message) {
    return switch (message) {
      case Message.Prepare prepare -> !prepare.ballot().isAbove(promised);
      case Message.Promise promise ->
          !promise.ballot().isAbove(promised) && votes.values().containsAll(promise.accepted());
      case Message.Accepted accepted ->
          !accepted.ballot().isAbove(promised)
              && (isVotedFor(accepted, votes.get(accepted.slot()))
                  || values.containsKey(accepted.slot()));
      default -> true;
    };
  }

  private static boolean isVotedFor(Message.Accepted accepted, @Nullable PValue vote) {
    return vote != null && !accepted.ballot().isAbove(vote.ballot());
  }
}

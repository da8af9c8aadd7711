package dev.parterre.paxos.core;

import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.Preempted;
import dev.parterre.paxos.core.Message.Prepare;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The memory of Paxos. Its two variables are what the disk holds; others are told of them only
/// once they are on it.
///
/// - **A1**: the promise only rises.
/// - **A2**: it accepts only what is not below the promise.
/// - **A3**: once decided, a slot's value stays: an acceptor that knows the decision writes nothing
///   more for that slot, so that the last record of a decided slot in the log is its decision.
final class Acceptor {

  private Ballot promised;
  private final TreeMap<Slot, PValue> accepted = new TreeMap<>();

  Acceptor(Ballot promised, List<PValue> accepted) {
    this.promised = promised;
    accepted.forEach(pvalue -> this.accepted.put(pvalue.slot(), pvalue));
  }

  /// Phase 1b. Reports what it accepted from the slot that the leader asks from: up to there, the
  /// leader knows the decisions. A repeated request is answered again, since the first answer may
  /// have been lost.
  void prepare(Turn turn, NodeId leader, Prepare prepare, Slot decided, ReplicatedClock clock) {
    if (promised.isAbove(prepare.ballot())) {
      turn.send(leader, new Preempted(promised));
      return;
    }
    promise(turn, prepare.ballot());
    var known = List.copyOf(accepted.tailMap(prepare.from(), true).values());
    var reading = clock.reading(turn.time());
    var promise = new Promise(promised, known, decided, reading, clock.toldBy());
    turn.sendAfterForce(leader, promise);
  }

  /// Phase 2b. Accepts any ballot not below the promise: to accept is also to promise, so a node
  /// that missed the prepare need not wait for another (**A1**, **A2**). A value that it has
  /// already accepted is acknowledged again, but not written again. In a decided slot every ballot
  /// that can still find a quorum proposes what was decided (**P2c**), so accepting it there needs
  /// no second copy on disk (**A3**).
  void accept(Turn turn, NodeId leader, Accept accept, Slot decided) {
    var pvalue = accept.pvalue();
    if (promised.isAbove(pvalue.ballot())) {
      turn.send(leader, new Preempted(promised));
      return;
    }
    var before = accepted.get(pvalue.slot());
    if (!pvalue.slot().isAfter(decided)) {
      promise(turn, pvalue.ballot());
    } else if (before == null || !before.ballot().equals(pvalue.ballot())) {
      promised = pvalue.ballot();
      accepted.put(pvalue.slot(), pvalue);
      turn.write(new AcceptedValue(pvalue));
    }
    turn.sendAfterForce(leader, new Accepted(pvalue.ballot(), pvalue.slot()));
  }

  private void promise(Turn turn, Ballot ballot) {
    if (ballot.isAbove(promised)) {
      promised = ballot;
      turn.write(new Promised(ballot));
    }
  }

  /// What was accepted in a slot that is not known to be decided.
  @Nullable PValue acceptedIn(Slot slot) {
    return accepted.get(slot);
  }

  /// Forgets what was accepted in slots whose decisions are known (**A3**).
  void forgetUpTo(Slot decided) {
    accepted.headMap(decided, true).clear();
  }

  Ballot promised() {
    return promised;
  }
}

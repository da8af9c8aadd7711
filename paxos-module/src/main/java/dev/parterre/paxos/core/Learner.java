package dev.parterre.paxos.core;

import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.Message.Decided;
import dev.parterre.paxos.core.Message.Learn;
import java.util.TreeMap;

/// Knows what is decided, and hands it on in slot order without gaps (**R1**, **R2**).
///
/// A leader names only a slot up to which all is decided. What this node accepted under that very
/// ballot is then the decision, for a ballot proposes one value a slot; what it accepted under
/// another, or missed, it asks for.
final class Learner {

  private final Acceptor acceptor;
  private final Settings settings;
  private final TreeMap<Slot, Proposal> ahead = new TreeMap<>();
  private Slot decided;
  private Slot written;

  private Ballot announcer = Ballot.NONE;
  private Slot announced = Slot.NONE;
  private Slot wanted = Slot.NONE;
  private long behindSince = Long.MAX_VALUE;

  Learner(Settings settings, Acceptor acceptor, Slot decided) {
    this.settings = settings;
    this.acceptor = acceptor;
    this.decided = decided;
    this.written = decided;
  }

  /// All slots up to this one are decided and handed on.
  Slot decided() {
    return decided;
  }

  /// The leader of `pvalue` found a quorum for it.
  void chosen(Turn turn, PValue pvalue) {
    ahead.put(pvalue.slot(), pvalue.proposal());
    handOn(turn);
  }

  /// The leader of `ballot` knows that all slots up to `upTo` are decided.
  void announce(Turn turn, Ballot ballot, Slot upTo) {
    if (ballot.isAbove(announcer)) {
      announcer = ballot;
      announced = upTo;
    } else if (ballot.equals(announcer)) {
      announced = Slot.max(announced, upTo);
    }
    catchUpWithAnnounced(turn);
  }

  /// This node leads from the slot after this one on, and has to know all before.
  void want(Slot slot) {
    wanted = slot;
  }

  /// Takes what was accepted under the announcing ballot as decided, as far as there is no gap.
  void catchUpWithAnnounced(Turn turn) {
    while (announced.isAfter(decided)) {
      var accepted = acceptor.acceptedIn(decided.next());
      if (accepted == null || !accepted.ballot().equals(announcer)) {
        break;
      }
      ahead.put(accepted.slot(), accepted.proposal());
      handOn(turn);
    }
    if (!announced.isAfter(decided) && !wanted.isAfter(decided)) {
      behindSince = Long.MAX_VALUE;
    } else if (behindSince == Long.MAX_VALUE) {
      behindSince = turn.millis();
    }
  }

  /// Another replica tells decisions; more may be waiting there.
  ///
  /// @param last nothing after this slot is taken
  void learned(Turn turn, NodeId from, Decided message, Slot last) {
    var before = decided;
    for (var decision : message.decisions()) {
      if (decision.slot().equals(decided.next()) && !decision.slot().isAfter(last)) {
        ahead.put(decision.slot(), decision.proposal());
        handOn(turn);
      }
    }
    catchUpWithAnnounced(turn);
    if (decided.isAfter(before) && message.decided().isAfter(decided) && last.isAfter(decided)) {
      ask(turn, from);
    }
  }

  /// Asks `teacher` for what is missing, once it has been missing for a while: what is only
  /// overtaken on its way comes by itself.
  void tick(Turn turn, NodeId teacher) {
    if (turn.millis() >= deadline()) {
      ask(turn, teacher);
    }
  }

  /// Asks `teacher` for all after the last decided slot.
  void ask(Turn turn, NodeId teacher) {
    behindSince = turn.millis() + settings.resendMillis() - patienceMillis();
    turn.send(teacher, new Learn(decided.next()));
  }

  /// When [#tick] has something to do.
  long deadline() {
    return behindSince == Long.MAX_VALUE ? Long.MAX_VALUE : behindSince + patienceMillis();
  }

  /// The watermark goes into the log once a step, behind all that it speaks of.
  void endStep(Turn turn) {
    if (decided.isAfter(written)) {
      written = decided;
      turn.write(new DecidedUpTo(decided));
    }
  }

  private void handOn(Turn turn) {
    for (var next = ahead.remove(decided.next()); next != null; ) {
      decided = decided.next();
      var accepted = acceptor.acceptedIn(decided);
      if (accepted == null || !accepted.proposal().equals(next)) {
        turn.write(new Learned(new Decision(decided, next)));
      }
      acceptor.forget(decided);
      turn.decide(new Decision(decided, next));
      next = ahead.remove(decided.next());
    }
  }

  private int patienceMillis() {
    return Math.max(1, settings.resendMillis() / 5);
  }
}

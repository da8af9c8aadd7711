package dev.parterre.paxos.core;

import dev.parterre.paxos.core.Message.AskRead;
import dev.parterre.paxos.core.Message.ReadAt;
import java.util.function.Consumer;

/// The linearizable reads that this node's callers wait for. One question to the leader covers all
/// of them: its answer holds for every read that was asked for before the leader took up the
/// question.
final class Reads {

  private final Settings settings;
  private long asked;
  private long ready;
  private long sent;
  private Ballot sentTo = Ballot.NONE;
  private long sentAt;

  Reads(Settings settings) {
    this.settings = settings;
  }

  void ask(long number) {
    asked = Math.max(asked, number);
  }

  /// The leader's answer, unless it was to an earlier incarnation of this node.
  void answered(Turn turn, ReadAt answer) {
    if (answer.incarnation() == settings.incarnation() && answer.number() > ready) {
      ready = answer.number();
      turn.notify(new Notice.ReadReady(ready, answer.slot()));
    }
  }

  /// Asks the leader of `ballot`, if there is a read that it was not asked about, or an answer is
  /// overdue.
  void forward(Consumer<Message> leader, Ballot ballot, long nowMillis) {
    var unasked = asked > sent || (asked > ready && !ballot.equals(sentTo));
    if (unasked || nowMillis >= deadline()) {
      sent = asked;
      sentTo = ballot;
      sentAt = nowMillis;
      leader.accept(new AskRead(settings.incarnation(), asked));
    }
  }

  /// When the question has to be asked again.
  long deadline() {
    return sent > ready ? sentAt + settings.resendMillis() : Long.MAX_VALUE;
  }
}

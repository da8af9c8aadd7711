package dev.parterre.paxos.core;

import dev.parterre.paxos.core.Message.Forward;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/// The commands that this node's callers wait for: passed to the leader, and again to the next one,
/// until they are decided or the caller no longer waits.
final class Submissions {

  private record Waiting(Command command, long sentAt) {}

  private static final long NEVER = Long.MIN_VALUE;

  /// The throughput of a slow link. A command crosses two: to the leader, and from there to a
  /// quorum.
  private static final int BYTES_PER_MILLI = 1000;

  private final int resendMillis;
  private final LinkedHashMap<CommandId, Waiting> waiting = new LinkedHashMap<>();
  private final LinkedHashMap<CommandId, Command> fresh = new LinkedHashMap<>();
  private Ballot sentTo = Ballot.NONE;
  private long checkedAt = NEVER;

  /// @param resendMillis a small command that is not decided this long after it was sent may have
  ///   been lost
  Submissions(int resendMillis) {
    this.resendMillis = resendMillis;
  }

  void add(Command command) {
    waiting.put(command.id(), new Waiting(command, NEVER));
    fresh.put(command.id(), command);
  }

  void remove(CommandId id) {
    waiting.remove(id);
    fresh.remove(id);
  }

  /// The connection to the leader broke, and what was on its way is lost.
  void lost() {
    sentTo = Ballot.NONE;
  }

  boolean wasSent(CommandId id) {
    var each = waiting.get(id);
    return each == null || each.sentAt != NEVER;
  }

  /// What the leader of `ballot` has to be sent now: the fresh commands, and those that seem to be
  /// lost; all of them if it is a new leader.
  List<Command> toSend(Ballot ballot, long nowMillis) {
    var all = !ballot.equals(sentTo);
    if (!all && nowMillis < deadline()) {
      var due = List.copyOf(fresh.values());
      fresh.clear();
      due.forEach(command -> sent(command, nowMillis));
      return due;
    }
    sentTo = ballot;
    checkedAt = nowMillis;
    fresh.clear();
    var due =
        waiting.values().stream()
            .filter(each -> all || each.sentAt == NEVER || isLate(each, nowMillis))
            .map(Waiting::command)
            .toList();
    due.forEach(command -> sent(command, nowMillis));
    return due;
  }

  private boolean isLate(Waiting each, long nowMillis) {
    var twice = 2L * each.command.payload().length / BYTES_PER_MILLI;
    return nowMillis - each.sentAt >= resendMillis + twice;
  }

  private void sent(Command command, long nowMillis) {
    waiting.computeIfPresent(command.id(), (_, old) -> new Waiting(old.command, nowMillis));
  }

  /// Passes on what is due, in messages of bounded size.
  void forward(Consumer<Message> leader, Ballot ballot, long nowMillis, int batchBytes) {
    var message = new ArrayList<Command>();
    var bytes = 0L;
    for (var command : toSend(ballot, nowMillis)) {
      message.add(command);
      bytes += command.payload().length;
      if (bytes >= batchBytes) {
        leader.accept(new Forward(message));
        message.clear();
        bytes = 0;
      }
    }
    if (!message.isEmpty()) {
      leader.accept(new Forward(message));
    }
  }

  /// When a command may have to be sent again.
  long deadline() {
    return waiting.isEmpty() || checkedAt == NEVER ? Long.MAX_VALUE : checkedAt + resendMillis;
  }
}

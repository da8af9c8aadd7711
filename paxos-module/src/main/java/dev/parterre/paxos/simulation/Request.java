package dev.parterre.paxos.simulation;

import dev.parterre.paxos.Reply;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One command and what became of it.
final class Request {

  final long number;

  /// What was acknowledged before it was asked for: it comes after that.
  final long after;

  private final Command command;

  /// Where the replicated state was when it was asked for first.
  private long firstIndex;

  private long firstMillis;

  /// Clients that have asked for it, or are about to.
  int askers;

  int submitted;
  boolean refused;
  Reply.@Nullable Applied answer;

  Request(long number, long after, int bytes) {
    this.number = number;
    this.after = after;
    command = command(number, bytes);
  }

  /// The payload says how long it is by being so long; only its number means something.
  static Command command(long number, int bytes) {
    var payload = ByteBuffer.allocate(Math.max(Long.BYTES, bytes)).putLong(number).array();
    return new Command(new CommandId(number, number * 0x9E3779B97F4A7C15L), number, payload);
  }

  /// What a node is to be given, once more.
  Command submit(Checker checker) {
    if (submitted == 0) {
      firstIndex = checker.latestIndex();
      firstMillis = checker.latestMillis();
    }
    submitted++;
    return command;
  }

  /// Whether its outcome may have been forgotten anywhere: from then on nobody may ask for it under
  /// its id, for it could be applied again.
  boolean isTooOld(Checker checker, Surroundings limits) {
    return submitted > 0
        && (checker.latestIndex() - firstIndex > limits.outcomes()
            || checker.latestMillis() - firstMillis > limits.outcomeMillis());
  }
}

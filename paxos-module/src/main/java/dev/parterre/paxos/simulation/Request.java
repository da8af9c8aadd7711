package dev.parterre.paxos.simulation;

import dev.parterre.paxos.Reply;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One command, and what became of it.
final class Request {

  final long number;

  /// The last index acknowledged before it was asked for: its own must be higher.
  final long after;

  private final Command command;

  /// The index of the replicated state when it was first asked for.
  private long firstIndex;

  private long firstMillis;

  /// How many clients have asked for it, or are about to.
  int askers;

  int submitted;
  boolean refused;
  Reply.@Nullable Applied answer;

  Request(long number, long after, int bytes) {
    this.number = number;
    this.after = after;
    command = command(number, bytes);
  }

  /// Only the number in the payload has a meaning; the rest is padding.
  static Command command(long number, int bytes) {
    var payload = ByteBuffer.allocate(Math.max(Long.BYTES, bytes)).putLong(number).array();
    return new Command(new CommandId(number, number * 0x9E3779B97F4A7C15L), number, payload);
  }

  /// The command to be submitted, once more.
  Command submit(Checker checker) {
    if (submitted == 0) {
      firstIndex = checker.latestIndex();
      firstMillis = checker.latestMillis();
    }
    submitted++;
    return command;
  }

  /// Whether its outcome may have been forgotten anywhere: from then on nobody may ask for it under
  /// its id, because it could be applied again.
  boolean isTooOld(Checker checker, Surroundings limits) {
    return submitted > 0
        && (checker.latestIndex() - firstIndex > limits.outcomes()
            || checker.latestMillis() - firstMillis > limits.outcomeMillis());
  }
}

package dev.parterre.paxos.http;

import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.AskChange;
import dev.parterre.paxos.core.Message.AskHandOver;
import dev.parterre.paxos.core.Message.AskRead;
import dev.parterre.paxos.core.Message.Canvass;
import dev.parterre.paxos.core.Message.ChangeRefused;
import dev.parterre.paxos.core.Message.Decided;
import dev.parterre.paxos.core.Message.Follows;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.Message.Learn;
import dev.parterre.paxos.core.Message.Missed;
import dev.parterre.paxos.core.Message.Preempted;
import dev.parterre.paxos.core.Message.Prepare;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Message.ReadAt;
import dev.parterre.paxos.core.Message.Relay;
import dev.parterre.paxos.core.Message.SnapshotOffer;
import dev.parterre.paxos.core.Message.TakeOver;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.core.Proposal.Reconfigure;
import dev.parterre.paxos.format.ByteWriter;
import dev.parterre.paxos.format.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message under way. It is encoded when the first peer's lane needs it, not on the event loop,
/// and once a version, to however many peers it goes.
final class Frame {

  private static final int SMALL_BYTES = 128;
  private static final int COMMAND_BYTES = 32;

  final boolean isBulk;

  /// About as large as it will be encoded, known without encoding it.
  final int estimatedBytes;

  private final Message message;
  private final @Nullable ByteWriter[] encoded = new ByteWriter[Format.VERSION + 1];

  Frame(Message message) {
    this.message = message;
    this.isBulk = isBulk(message);
    this.estimatedBytes = (int) Math.min(Integer.MAX_VALUE, estimate(message));
  }

  /// Nothing if that version has no such message.
  synchronized ByteWriter encoded(int version) {
    var bytes = encoded[version];
    if (bytes == null) {
      bytes = new ByteWriter();
      Format.write(message, version, bytes);
      encoded[version] = bytes;
    }
    return bytes;
  }

  /// Whether the message can be large, so that control messages must not wait behind it.
  private static boolean isBulk(Message message) {
    return switch (message) {
      case Relay(_, _, var inner) -> isBulk(inner);
      case Accept _, Decided _, Forward _, Promise _ -> true;
      case Prepare _, Accepted _, Preempted _, Heartbeat _, HeartbeatAck _ -> false;
      case Canvass _, Missed _, Follows _, Learn _, AskRead _, ReadAt _ -> false;
      case SnapshotOffer _, TakeOver _, AskHandOver _, AskChange _, ChangeRefused _ -> false;
    };
  }

  /// Whether the receiver answers it only after it has forced its log.
  static boolean awaitsForce(Message message) {
    return switch (message) {
      case Prepare _, Accept _ -> true;
      case Promise _, Accepted _, Preempted _, Heartbeat _, HeartbeatAck _ -> false;
      case Canvass _, Missed _, Learn _, Decided _, Forward _, AskRead _, ReadAt _ -> false;
      case Follows _, Relay _ -> false;
      case SnapshotOffer _, TakeOver _, AskHandOver _, AskChange _, ChangeRefused _ -> false;
    };
  }

  private static long estimate(Message message) {
    return switch (message) {
      case Relay(_, _, var inner) -> SMALL_BYTES + estimate(inner);
      case Accept(var pvalue, _) -> estimate(pvalue.proposal());
      case Forward(var commands) -> estimate(commands);
      case Decided(var decisions, _) ->
          SMALL_BYTES + decisions.stream().mapToLong(it -> estimate(it.proposal())).sum();
      case Promise promise ->
          SMALL_BYTES + promise.accepted().stream().mapToLong(it -> estimate(it.proposal())).sum();
      case Prepare _, Accepted _, Preempted _, Heartbeat _, HeartbeatAck _ -> SMALL_BYTES;
      case Canvass _, Missed _, Follows _, Learn _, AskRead _, ReadAt _ -> SMALL_BYTES;
      case SnapshotOffer _, TakeOver _, AskHandOver _, AskChange _, ChangeRefused _ -> SMALL_BYTES;
    };
  }

  private static long estimate(Proposal proposal) {
    return switch (proposal) {
      case NoOp(), Reconfigure _ -> SMALL_BYTES;
      case Batch(_, var commands) -> estimate(commands);
    };
  }

  private static long estimate(List<Command> commands) {
    long bytes = SMALL_BYTES;
    for (var command : commands) {
      bytes += COMMAND_BYTES + command.payload().length;
    }
    return bytes;
  }
}

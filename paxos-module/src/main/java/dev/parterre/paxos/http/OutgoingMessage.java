package dev.parterre.paxos.http;

import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.AskChange;
import dev.parterre.paxos.core.Message.AskDirective;
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
import dev.parterre.paxos.core.Message.Pulse;
import dev.parterre.paxos.core.Message.ReadAt;
import dev.parterre.paxos.core.Message.Relay;
import dev.parterre.paxos.core.Message.SnapshotOffer;
import dev.parterre.paxos.core.Message.StateAt;
import dev.parterre.paxos.core.Message.TakeOver;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.core.Proposal.Administer;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.core.Proposal.Reconfigure;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.members.Slot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message to be sent. It is encoded when the first peer's stream needs it, not on the event
/// loop, and once per version of the format, however many peers it is for.
final class OutgoingMessage {

  private static final int SMALL_BYTES = 128;
  private static final int COMMAND_BYTES = 32;

  /// In the order in which they are dropped when there is no room.
  enum Kind {
    /// The next one says everything that it says, and more.
    HEARTBEAT,
    QUESTION,
    LESSON,
    COMMANDS,
    VOTE
  }

  /// What is not sent again while it is still on its way. Of a slot's values, this is only the one
  /// of the latest ballot.
  sealed interface Matter {

    record Proposed(Slot slot) implements Matter {}

    record Promised() implements Matter {}

    /// Decisions from this slot on.
    record Lesson(Slot from) implements Matter {}

    record Forwarded(CommandId id) implements Matter {}
  }

  /// @param ballot the ballot under which it is sent; [Ballot#NONE] where that makes no difference
  record Mark(Matter matter, Ballot ballot) {}

  final Message content;
  final Kind kind;

  /// Roughly its encoded size, known without encoding it.
  final int estimatedBytes;

  final List<Mark> marks;

  private final @Nullable ByteWriter[] encoded = new ByteWriter[Format.VERSION + 1];

  OutgoingMessage(Message content) {
    this.content = content;
    this.kind = kind(content);
    this.estimatedBytes = (int) Math.min(Integer.MAX_VALUE, estimate(content));
    this.marks = findMarks();
  }

  /// No bytes if that version has no such message.
  synchronized ByteWriter encoded(int version) {
    var bytes = encoded[version];
    if (bytes == null) {
      bytes = new ByteWriter();
      Format.write(content, version, bytes);
      encoded[version] = bytes;
    }
    return bytes;
  }

  /// Whether it is so large that other messages must not wait behind it.
  boolean isBulk() {
    return estimatedBytes > Bounds.CONTROL_MESSAGE_BYTES;
  }

  /// A later heartbeat of a ballot, or a later answer to one, makes an earlier one superfluous,
  /// unless the earlier one asks for more. A greeting is not an answer, nor the reverse.
  boolean saysAllOf(OutgoingMessage before) {
    return switch (content) {
      case Heartbeat(var ballot, _, _, var round) when before.content instanceof Heartbeat that ->
          round >= that.round() && that.ballot().equals(ballot);
      case HeartbeatAck(var ballot, var round, _)
          when before.content instanceof HeartbeatAck that ->
          (round == 0) == (that.round() == 0)
              && round >= that.round()
              && that.ballot().equals(ballot);
      default -> false;
    };
  }

  private static Kind kind(Message message) {
    return switch (message) {
      case Relay(_, _, var inner) -> kind(inner);
      case Heartbeat _, HeartbeatAck _ -> Kind.HEARTBEAT;
      case StateAt _, Pulse _ -> Kind.QUESTION;
      case Canvass _, Missed _, Follows _, Learn _, AskRead _, ReadAt _, SnapshotOffer _ ->
          Kind.QUESTION;
      case AskHandOver _, AskChange _, ChangeRefused _, AskDirective _ -> Kind.QUESTION;
      case Decided _ -> Kind.LESSON;
      case Forward _ -> Kind.COMMANDS;
      case Prepare _, Promise _, Accept _, Accepted _, Preempted _, TakeOver _ -> Kind.VOTE;
    };
  }

  /// What Paxos resends as long as it has no answer, and what may be large.
  private List<Mark> findMarks() {
    return switch (content) {
      case Relay _ -> List.of();
      case Accept(var pvalue, _) ->
          List.of(new Mark(new Matter.Proposed(pvalue.slot()), pvalue.ballot()));
      case Promise promise when isBulk() ->
          List.of(new Mark(new Matter.Promised(), promise.ballot()));
      case Decided(var decisions, _) when !decisions.isEmpty() ->
          List.of(new Mark(new Matter.Lesson(decisions.getFirst().slot()), Ballot.NONE));
      case Forward(var commands) -> commands.stream().map(it -> mark(it.id())).toList();
      case Promise _, Decided _, Prepare _, Accepted _, Preempted _, Heartbeat _ -> List.of();
      case HeartbeatAck _, Canvass _, Missed _, Learn _, AskRead _, ReadAt _ -> List.of();
      case SnapshotOffer _, TakeOver _, AskHandOver _, AskChange _, ChangeRefused _ -> List.of();
      case AskDirective _, StateAt _, Pulse _, Follows _ -> List.of();
    };
  }

  static Mark mark(CommandId forwarded) {
    return new Mark(new Matter.Forwarded(forwarded), Ballot.NONE);
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
      case AskDirective _, StateAt _, Pulse _ -> SMALL_BYTES;
    };
  }

  private static long estimate(Proposal proposal) {
    return switch (proposal) {
      case NoOp(), Reconfigure _, Administer _ -> SMALL_BYTES;
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

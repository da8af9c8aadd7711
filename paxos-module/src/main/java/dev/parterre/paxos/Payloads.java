package dev.parterre.paxos;

import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import java.util.stream.Stream;

/// The memory, or bandwidth, that a message takes beyond what every message does.
public final class Payloads {

  private Payloads() {}

  /// The bytes of the commands that a message carries.
  public static long bytes(Message message) {
    return switch (message) {
      case Message.Accept(var pvalue, _) -> pvalue.proposal().bytes();
      case Message.Promise promise -> bytes(promise.accepted().stream().map(PValue::proposal));
      case Message.Decided lesson -> bytes(lesson.decisions().stream().map(Decision::proposal));
      case Message.Forward(var commands) ->
          commands.stream().mapToLong(command -> command.payload().length).sum();
      case Message.Relay(_, _, var inner) -> bytes(inner);
      case Message.Prepare _, Message.Accepted _, Message.Preempted _, Message.Heartbeat _ -> 0;
      case Message.HeartbeatAck _, Message.Canvass _, Message.Missed _, Message.Learn _ -> 0;
      case Message.SnapshotOffer _, Message.TakeOver _, Message.AskHandOver _ -> 0;
      case Message.AskChange _, Message.ChangeRefused _, Message.AskRead _, Message.ReadAt _ -> 0;
      case Message.Follows _, Message.AskDirective _, Message.StateAt _, Message.Pulse _ -> 0;
    };
  }

  private static long bytes(Stream<Proposal> proposals) {
    return proposals.mapToLong(Proposal::bytes).sum();
  }
}

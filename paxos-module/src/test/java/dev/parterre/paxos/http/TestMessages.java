package dev.parterre.paxos.http;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.Learn;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.List;

/// Messages to send in tests, distinguished by a number.
final class TestMessages {

  private static final Ballot BALLOT = new Ballot(1, new NodeId(1));

  private TestMessages() {}

  static Message accept(long slot, int bytes) {
    var batch = new Batch(0, List.of(command(bytes)));
    return new Accept(new PValue(BALLOT, new Slot(slot), batch), Slot.NONE);
  }

  static Message accepted(long slot) {
    return new Accepted(BALLOT, new Slot(slot));
  }

  static Message forward(int bytes) {
    return new Forward(List.of(command(bytes)));
  }

  static Message learn(long slot) {
    return new Learn(new Slot(slot));
  }

  /// An acceptor's reply to a message.
  static List<Message> acceptorsReply(Message message) {
    return message instanceof Accept(var pvalue, _)
        ? List.of(new Accepted(pvalue.ballot(), pvalue.slot()))
        : List.of();
  }

  private static Command command(int bytes) {
    return new Command(new CommandId(1, bytes), 0, new byte[bytes]);
  }
}

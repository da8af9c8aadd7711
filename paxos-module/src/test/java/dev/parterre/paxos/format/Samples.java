package dev.parterre.paxos.format;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Values of every kind, drawn from a seed.
final class Samples {

  private final Random random;

  Samples(long seed) {
    random = new Random(seed);
  }

  /// One record of each case.
  List<LogRecord> logRecords() {
    return List.of(
        new LogRecord.Promised(ballot()),
        new LogRecord.AcceptedValue(pvalue()),
        new LogRecord.Learned(decision()),
        new LogRecord.DecidedUpTo(slot()));
  }

  /// One message of each case.
  List<Message> messages() {
    return List.of(
        new Message.Prepare(ballot(), slot()),
        new Message.Promise(ballot(), some(this::pvalue), slot(), random.nextLong(), ballot()),
        new Message.Accept(pvalue(), slot()),
        new Message.Accepted(ballot(), slot()),
        new Message.Preempted(ballot()),
        new Message.Heartbeat(ballot(), slot(), random.nextLong(), random.nextLong()),
        new Message.HeartbeatAck(ballot(), random.nextLong(), slot()),
        new Message.Canvass(random.nextLong(), slot()),
        new Message.Missed(random.nextLong()),
        new Message.Learn(slot()),
        new Message.Decided(some(this::decision), slot()),
        new Message.Forward(some(this::command)),
        new Message.AskRead(random.nextLong(), random.nextLong()),
        new Message.ReadAt(random.nextLong(), random.nextLong(), slot()),
        new Message.SnapshotOffer(slot(), random.nextLong(), random.nextInt()),
        new Message.TakeOver(ballot()),
        new Message.AskHandOver(node()),
        new Message.AskChange(change()),
        new Message.ChangeRefused(change(), Change.Objection.NOT_CAUGHT_UP),
        new Message.Follows(node(), ballot()),
        new Message.Relay(node(), node(), new Message.Forward(some(this::command))),
        new Message.AskDirective(directive()),
        new Message.StateAt(slot(), random.nextLong()),
        new Message.Pulse(random.nextLong(), random.nextLong(), random.nextLong()));
  }

  private Ballot ballot() {
    return new Ballot(number(), node());
  }

  private NodeId node() {
    return new NodeId(random.nextInt(Integer.MAX_VALUE));
  }

  private Change change() {
    return switch (random.nextInt(3)) {
      case 0 -> new Change.Add(node(), "http://näher:" + random.nextInt(100));
      case 1 -> new Change.Remove(node());
      default -> new Change.Replace(node(), node(), "");
    };
  }

  private Directive directive() {
    var rules = new Rules(1 + random.nextInt(1000), 1 + random.nextInt(1000), 5);
    return switch (random.nextInt(5)) {
      case 0 -> new Directive.FoundRules(rules, 1 + random.nextInt(3));
      case 1 -> new Directive.SetRules(rules);
      case 2 -> new Directive.PassOver(slot());
      case 3 -> new Directive.RaiseLevel(random.nextInt(1000));
      default -> new Directive.AdvanceTime(random.nextLong());
    };
  }

  private Slot slot() {
    return new Slot(number());
  }

  private long number() {
    return random.nextBoolean() ? random.nextInt(100) : random.nextLong(Parts.NUMBER_MAX + 1);
  }

  private PValue pvalue() {
    return new PValue(ballot(), slot(), proposal());
  }

  private Decision decision() {
    return new Decision(slot(), proposal());
  }

  private Proposal proposal() {
    return switch (random.nextInt(6)) {
      case 0 -> new Proposal.NoOp();
      case 1 -> new Proposal.Reconfigure(change());
      case 2 -> new Proposal.Administer(directive());
      default -> new Proposal.Batch(random.nextLong(), some(this::command));
    };
  }

  private Command command() {
    var payload = new byte[random.nextInt(random.nextInt(10) == 0 ? 5000 : 40)];
    random.nextBytes(payload);
    var id = new CommandId(random.nextLong(), random.nextLong());
    return new Command(id, random.nextLong(), payload, number());
  }

  private <T> List<T> some(Supplier<T> one) {
    return Stream.generate(one).limit(random.nextInt(5)).toList();
  }
}

package dev.parterre.paxos.lesson;

import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// The core's values in words.
final class Wording {

  /// How scripts and transcripts name what fills a gap.
  static final String NO_OP = "no-op";

  private Wording() {}

  static String of(Message message) {
    return switch (message) {
      case Message.Prepare(var ballot, var from) ->
          "prepare " + ballot + " (what did you accept from slot " + from + " on?)";
      case Message.Promise(var ballot, var accepted, var decided, _, _) ->
          "promise " + ballot + " (" + accepted(accepted) + known(decided) + ")";
      case Message.Accept(var pvalue, _) -> "accept " + of(pvalue);
      case Message.Accepted(var ballot, var slot) -> "accepted slot " + slot + " under " + ballot;
      case Message.Preempted(var promised) -> "preempted (I have promised " + promised + ")";
      case Message.Heartbeat heartbeat ->
          "heartbeat of " + heartbeat.ballot() + " (" + upTo(heartbeat.decided()) + ")";
      case Message.HeartbeatAck ack -> "heartbeat-ack (" + upTo(ack.decided()) + ")";
      case Message.Canvass _ -> "canvass (do you miss the leader, too?)";
      case Message.Missed _ -> "missed (I miss the leader, too)";
      case Message.Follows(var leader, _) -> "follows (I hear leader " + leader + ")";
      case Message.Learn(var from) ->
          from.equals(Slot.NONE)
              ? "learn (who are the members, and what is decided?)"
              : "learn (what is decided from slot " + from + " on?)";
      case Message.Decided(var decisions, _) ->
          "decided " + String.join(", ", decisions.stream().map(Wording::of).toList());
      case Message.Forward(var commands) -> "forward " + values(commands);
      case Message.SnapshotOffer offer ->
          "snapshot-offer (I have a snapshot as of slot " + offer.slot() + ")";
      case Message.TakeOver(var ballot) -> "take-over (lead in place of " + ballot + ")";
      case Message.ChangeRefused(var change, var objection) ->
          "change-refused (" + of(change) + ": " + of(objection) + ")";
      case Message.Pulse _, Message.AskHandOver _, Message.AskChange _ -> kind(message);
      case Message.AskDirective _, Message.StateAt _, Message.AskRead _ -> kind(message);
      case Message.ReadAt _, Message.Relay _ -> kind(message);
    };
  }

  private static String kind(Message message) {
    return Kind.of(message).toString();
  }

  private static String accepted(List<PValue> accepted) {
    return accepted.isEmpty()
        ? "I accepted nothing"
        : "I accepted " + String.join(", ", accepted.stream().map(Wording::of).toList());
  }

  private static String known(Slot decided) {
    return decided.equals(Slot.NONE) ? "" : "; " + upTo(decided);
  }

  static String upTo(Slot decided) {
    return decided.equals(Slot.NONE) ? "nothing is decided" : "decided up to slot " + decided;
  }

  static String of(PValue pvalue) {
    return "slot " + pvalue.slot() + " = " + of(pvalue.proposal()) + " under " + pvalue.ballot();
  }

  static String of(Decision decision) {
    return "slot " + decision.slot() + " = " + of(decision.proposal());
  }

  static String of(LogRecord written) {
    return switch (written) {
      case LogRecord.Promised(var ballot) -> "promised " + ballot;
      case LogRecord.AcceptedValue(var pvalue) -> "accepted " + of(pvalue);
      case LogRecord.Learned(var decision) -> "learned " + of(decision);
      case LogRecord.DecidedUpTo(var slot) -> upTo(slot);
    };
  }

  /// The value of a slot, as scripts name it.
  static String of(Proposal proposal) {
    return switch (proposal) {
      case Proposal.NoOp() -> NO_OP;
      case Proposal.Batch(_, var commands) -> commands.isEmpty() ? "tick" : values(commands);
      case Proposal.Reconfigure(var change) -> of(change);
      case Proposal.Administer _ -> "directive";
    };
  }

  static String of(Change change) {
    return switch (change) {
      case Change.Add(var id, _) -> "add-" + id;
      case Change.Remove(var id) -> "remove-" + id;
      case Change.Replace(var gone, var id, _) -> "replace-" + gone + "-by-" + id;
    };
  }

  static String of(Change.Objection objection) {
    return objection.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String values(List<Command> commands) {
    return String.join("+", commands.stream().map(Wording::value).toList());
  }

  private static String value(Command command) {
    var text = new StringBuilder();
    for (var each : command.payload()) {
      text.append((char) each);
    }
    return text.toString();
  }

  /// As in "1, 2 and 3"; "nobody".
  static String list(Collection<NodeId> nodes) {
    var names = nodes.stream().sorted().map(NodeId::toString).toList();
    return switch (names.size()) {
      case 0 -> "nobody";
      case 1 -> names.getFirst();
      default -> String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    };
  }
}

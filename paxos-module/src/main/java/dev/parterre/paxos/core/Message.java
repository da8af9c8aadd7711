package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.List;

/// What replicas send to one another. Each message may be lost, duplicated, delayed or overtaken.
public sealed interface Message {

  /// Phase 1a. Covers all slots after the sender's last decided one.
  ///
  /// @param from the first slot whose decision the sender does not know
  record Prepare(Ballot ballot, Slot from) implements Message {}

  /// Phase 1b. Counts only for exactly the ballot it names.
  ///
  /// @param accepted what the acceptor accepted in slots that it does not know to be decided
  /// @param decided all slots up to this are decided; the new leader proposes nothing in them
  /// @param clockMillis the acceptor's reading of the replicated time
  /// @param toldBy the leader whose time it carries on; [Ballot#NONE] if it has been down since,
  ///   and read its wall clock
  record Promise(
      Ballot ballot, List<PValue> accepted, Slot decided, long clockMillis, Ballot toldBy)
      implements Message {
    public Promise {
      accepted = List.copyOf(accepted);
    }
  }

  /// Phase 2a.
  ///
  /// @param decided how far the leader knows the log to be decided
  record Accept(PValue pvalue, Slot decided) implements Message {}

  /// Phase 2b.
  record Accepted(Ballot ballot, Slot slot) implements Message {}

  /// An acceptor has promised a ballot above the one that asked.
  record Preempted(Ballot promised) implements Message {}

  /// The leader of `ballot` is alive.
  ///
  /// @param decided how far the leader knows the log to be decided
  /// @param clockMillis the leader's reading of the replicated time
  /// @param round numbers the heartbeats of this ballot that want an answer; 0: this one only tells
  ///   how far the log is decided
  record Heartbeat(Ballot ballot, Slot decided, long clockMillis, long round) implements Message {}

  /// When it answered, the sender had promised nothing above `ballot`.
  ///
  /// @param round that of the heartbeat; 0: a greeting, which answers none
  /// @param decided how far the sender knows the log to be decided
  record HeartbeatAck(Ballot ballot, long round, Slot decided) implements Message {}

  /// Asks whether the receiver misses the leader, too. Sent before a ballot is raised, so that a
  /// node that merely lost its connections disturbs nobody.
  ///
  /// @param round the answer names it
  /// @param decided how far the sender knows the log to be decided: a node that is far behind gets
  ///   no support
  record Canvass(long round, Slot decided) implements Message {}

  /// Answers [Canvass]: the sender does not hear a leader either.
  record Missed(long round) implements Message {}

  /// The other answer to [Canvass]: the sender hears the leader of this ballot, and relays to it
  /// what the receiver asks.
  record Follows(NodeId leader, Ballot ballot) implements Message {}

  /// What `origin` asks the leader, or the leader's answer to it, by way of a node that hears both.
  record Relay(NodeId origin, NodeId to, Message inner) implements Message {}

  /// Asks for the decisions from this slot on; [Slot#NONE]: and, before them, who the members are.
  record Learn(Slot from) implements Message {}

  /// Decisions in slot order, without a gap, as many as fit.
  record Decided(List<Decision> decisions, Slot decided) implements Message {
    public Decided {
      decisions = List.copyOf(decisions);
    }
  }

  /// Commands for which callers of the sender wait: the leader is asked to propose them.
  record Forward(List<Command> commands) implements Message {
    public Forward {
      commands = List.copyOf(commands);
    }
  }

  /// The sender has what the receiver wants to learn only in a snapshot, which the receiver may
  /// fetch.
  ///
  /// @param slot every decision up to this one is in it
  /// @param bytes and `checksum`: of the file
  record SnapshotOffer(Slot slot, long bytes, int checksum) implements Message {}

  /// The leader of `ballot` asks the receiver to lead in its place, at once and without a canvass.
  record TakeOver(Ballot ballot) implements Message {}

  /// Asks the leader to hand over to this member.
  record AskHandOver(NodeId to) implements Message {}

  /// Asks the leader to propose this change.
  record AskChange(Change change) implements Message {}

  /// Asks the leader to propose this directive.
  record AskDirective(Directive directive) implements Message {}

  /// The digest of the sender's state after all slots up to this one.
  record StateAt(Slot slot, long digest) implements Message {}

  /// How much the sender is held up, so that a node that is not can lead.
  ///
  /// @param pace for how long it is held up, again and again, in milliseconds
  /// @param stamp when this was sent, by the sender's monotonic clock
  /// @param echo the receiver's last stamp, plus the time that has passed at the sender since it
  ///   came in
  record Pulse(long pace, long stamp, long echo) implements Message {
    static final long NO_ECHO = Long.MIN_VALUE;
  }

  /// The leader did not propose the change. It may have been deposed without knowing it.
  record ChangeRefused(Change change, Change.Objection objection) implements Message {}

  /// Asks up to which slot a state must be applied so that a read started now is linearizable.
  /// Covers all reads of the sender up to `number`.
  ///
  /// @param incarnation differs at every start of the sender, so that its numbers are not used
  ///   twice
  record AskRead(long incarnation, long number) implements Message {}

  /// Reads up to `number` of that incarnation may be answered from a state that has applied `slot`.
  record ReadAt(long incarnation, long number, Slot slot) implements Message {}
}

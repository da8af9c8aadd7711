package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.List;

/// What replicas say to one another. Each may be lost, doubled, delayed or overtaken.
public sealed interface Message {

  /// Phase 1a. Asks once for all slots after the sender's last decided one.
  ///
  /// @param from the first slot whose decision the sender does not know
  record Prepare(Ballot ballot, Slot from) implements Message {}

  /// Phase 1b. Counts only for exactly the ballot it names.
  ///
  /// @param accepted what the acceptor accepted in slots that it does not know to be decided
  /// @param decided all slots up to this are decided; the new leader proposes nothing in them
  /// @param clockMillis the acceptor's reading of the replicated time
  /// @param toldBy the leader that told it the time that it carries on; [Ballot#NONE] if it has
  ///   been down since and read its wall clock
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

  /// The leader of `ballot` lives.
  ///
  /// @param decided how far the leader knows the log to be decided
  /// @param clockMillis the leader's reading of the replicated time
  /// @param round numbers the heartbeats of this ballot that are to be answered; 0: this one only
  ///   tells how far the log is decided
  record Heartbeat(Ballot ballot, Slot decided, long clockMillis, long round) implements Message {}

  /// When it answered, the sender had promised nothing above `ballot`.
  ///
  /// @param decided how far the sender knows the log to be decided
  record HeartbeatAck(Ballot ballot, long round, Slot decided) implements Message {}

  /// Do you, too, miss the leader? Asked before a ballot is raised, so that a node that merely lost
  /// touch disturbs nobody.
  ///
  /// @param round the answer names it
  /// @param decided how far the sender knows the log to be decided: who is far behind is not called
  record Canvass(long round, Slot decided) implements Message {}

  /// The answer to [Canvass]: the sender does not hear a leader either.
  record Missed(long round) implements Message {}

  /// The other answer to [Canvass]: the sender hears the leader of this ballot, and passes on what
  /// the receiver has to ask of it.
  record Follows(NodeId leader, Ballot ballot) implements Message {}

  /// What `origin` asks of the leader, or the leader answers it, by way of a node that hears both.
  record Relay(NodeId origin, NodeId to, Message inner) implements Message {}

  /// Tell me what was decided from this slot on; from [Slot#NONE]: and first of all who decides.
  record Learn(Slot from) implements Message {}

  /// Decisions in slot order, without a gap, as many as fit.
  record Decided(List<Decision> decisions, Slot decided) implements Message {
    public Decided {
      decisions = List.copyOf(decisions);
    }
  }

  /// Commands that callers of the sender wait for: the leader is to propose them.
  record Forward(List<Command> commands) implements Message {
    public Forward {
      commands = List.copyOf(commands);
    }
  }

  /// What you want to learn I have only as a part of a snapshot, which you may fetch from me.
  ///
  /// @param slot every decision up to this one is in it
  /// @param bytes and `checksum`: of the file
  record SnapshotOffer(Slot slot, long bytes, int checksum) implements Message {}

  /// The leader of `ballot` wants the receiver to lead in its place, at once and without a canvass.
  record TakeOver(Ballot ballot) implements Message {}

  /// The leader shall hand over to this member.
  record AskHandOver(NodeId to) implements Message {}

  /// The leader shall propose this change.
  record AskChange(Change change) implements Message {}

  /// The leader shall propose this directive.
  record AskDirective(Directive directive) implements Message {}

  /// What the sender's state is once it has applied all slots up to this one.
  record StateAt(Slot slot, long digest) implements Message {}

  /// How much the sender is held up, so that the leadership goes to who is not.
  ///
  /// @param pace again and again, in milliseconds
  /// @param stamp when this was said, by the sender's monotonic clock
  /// @param echo the receiver's last stamp, and since then as much as has passed at the sender
  record Pulse(long pace, long stamp, long echo) implements Message {
    static final long NO_ECHO = Long.MIN_VALUE;
  }

  /// The leader did not propose the change.
  record ChangeRefused(Change change, Change.Objection objection) implements Message {}

  /// From which slot on would a read asked now be linearizable? Stands for all reads of the sender
  /// up to `number`.
  ///
  /// @param incarnation differs after every start of the sender, so that numbers are not used again
  record AskRead(long incarnation, long number) implements Message {}

  /// Reads up to `number` of that incarnation may be answered from a state that has applied `slot`.
  record ReadAt(long incarnation, long number, Slot slot) implements Message {}
}

package dev.parterre.paxos.log;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/// Keeps log records in order. One thread at a time. After any [IOException] the log is dead: each
/// later call throws, because what a failed force left on the disk is unknown.
public interface PaxosLog extends AutoCloseable {

  /// What the log held when it was opened.
  Recovered recovered();

  /// Writes the records behind all earlier ones; they may be lost until [#force] has returned.
  void append(List<LogRecord> records) throws IOException;

  /// Returns when everything appended is durable.
  void force() throws IOException;

  /// Decisions of consecutive slots from `from` on, each not after the last `DecidedUpTo` appended;
  /// at least one if there is one, and no more than fit into `maxBytes`. Empty if `from` is
  /// undecided, or lies before [#first].
  List<Decision> read(Slot from, int maxBytes) throws IOException;

  /// The first slot whose decision can be read; those before it are only in the snapshot.
  Slot first();

  /// The snapshots beside the log. That one of them fails does not kill the log.
  Snapshots snapshots();

  /// Decisions up to and including `slot` may go. The log keeps some of them: what goes, goes by
  /// whole files.
  ///
  /// @param slot not after the last snapshot
  void compact(Slot slot) throws IOException;

  /// A peer's snapshot was adopted: everything up to `slot` is decided and in it. Votes after it
  /// stay; decisions up to it, of which the log may hold other votes, cannot be read any more. If
  /// the process ends before this returns, the next one comes to the same by itself.
  ///
  /// @param slot not after the last snapshot
  void installed(Slot slot) throws IOException;

  /// The disk's own name, made with it and never another's.
  UUID storage();

  /// How long the log is that is known to be durable, in numbers that only grow. Any thread may
  /// ask.
  long forcedThrough();

  @Override
  void close() throws IOException;

  /// @param promised the highest ballot promised, by a promise or by an acceptance
  /// @param accepted the last acceptance of each slot after `decided`, in slot order
  /// @param decided all slots up to this one are decided, and in the snapshot or to be read
  record Recovered(Ballot promised, List<PValue> accepted, Slot decided) {
    public static final Recovered NOTHING = new Recovered(Ballot.NONE, List.of(), Slot.NONE);

    public Recovered {
      accepted = List.copyOf(accepted);
    }
  }
}

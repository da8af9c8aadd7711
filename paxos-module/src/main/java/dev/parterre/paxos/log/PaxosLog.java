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

/// Keeps log records in order. Used by one thread at a time. After any [IOException] the log is
/// dead: each later call throws, because it is unknown what a failed force left on the disk.
public interface PaxosLog extends AutoCloseable {

  /// What the log held when it was opened.
  Recovered recovered();

  /// Writes the records after all earlier ones; they may be lost until [#force] has returned.
  void append(List<LogRecord> records) throws IOException;

  /// Returns when everything appended is durable.
  void force() throws IOException;

  /// Decisions of consecutive slots, from `from` up to at most the last `DecidedUpTo` appended; no
  /// more than fit into `maxBytes`, but at least one if there is one. Empty if `from` is undecided,
  /// or lies before [#first].
  List<Decision> read(Slot from, int maxBytes) throws IOException;

  /// The first slot whose decision can be read; earlier ones are only in the snapshot.
  Slot first();

  /// The snapshots beside the log. A failure of one of them does not kill the log.
  Snapshots snapshots();

  /// Deletes decisions up to and including `slot`. Some of them stay, since only whole files are
  /// deleted.
  ///
  /// @param slot not after the last snapshot
  void compact(Slot slot) throws IOException;

  /// A peer's snapshot was adopted: everything up to `slot` is decided and in it. Votes after it
  /// stay. Decisions up to it can no longer be read, since the log may hold votes for other values
  /// there. If the process ends before this returns, the next one does the same when it starts.
  ///
  /// @param slot not after the last snapshot
  void installed(Slot slot) throws IOException;

  /// The name of this disk, made with it; no other disk ever has it.
  UUID storage();

  /// Up to which sequence the log is known to be durable; never falls. May be called on any thread.
  long forcedThrough();

  @Override
  void close() throws IOException;

  /// @param promised the highest ballot promised, by a promise or an acceptance
  /// @param accepted the last acceptance of each slot after `decided`, in slot order
  /// @param decided all slots up to this one are decided, and are in the snapshot or can be read
  record Recovered(Ballot promised, List<PValue> accepted, Slot decided) {
    public static final Recovered NOTHING = new Recovered(Ballot.NONE, List.of(), Slot.NONE);

    public Recovered {
      accepted = List.copyOf(accepted);
    }
  }
}

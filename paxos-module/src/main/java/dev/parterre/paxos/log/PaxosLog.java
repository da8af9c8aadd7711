package dev.parterre.paxos.log;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Slot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.util.List;

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
  /// undecided.
  List<Decision> read(Slot from, int maxBytes) throws IOException;

  /// Where this replica's snapshots are kept.
  Snapshots snapshots();

  /// Decisions up to this slot are not needed any more: [Snapshots#last] holds them. Lets go of
  /// files that hold nothing else.
  void compact(Slot slot) throws IOException;

  /// A snapshot that a peer had taken is now [Snapshots#last]: all slots up to this one are
  /// decided, and cannot be read from here. Votes after it stay.
  void installed(Slot slot) throws IOException;

  /// The first slot whose decision can be read, once it is decided.
  Slot first();

  @Override
  void close() throws IOException;

  /// @param promised the highest ballot promised, by a promise or by an acceptance
  /// @param accepted the last acceptance of each slot after `decided`, in slot order
  /// @param decided all slots up to this one are decided and can be read
  record Recovered(Ballot promised, List<PValue> accepted, Slot decided) {
    public static final Recovered NOTHING = new Recovered(Ballot.NONE, List.of(), Slot.NONE);

    public Recovered {
      accepted = List.copyOf(accepted);
    }
  }
}

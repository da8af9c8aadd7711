package dev.parterre.paxos;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;

/// What is replicated. All calls come from the node's event loop, one at a time. Every call must be
/// deterministic: the same calls in the same order leave every replica in the same state. A node's
/// own configuration must not influence it.
public interface StateMachine {

  /// Applies one command. [#advance] has been called before, with the replicated time.
  ///
  /// All or nothing: when it throws a [RuntimeException], the machine must be unchanged, and every
  /// replica must throw alike. The command then counts as failed, under its index, and is not
  /// applied again. When it throws an [Error], which other replicas need not, this node applies
  /// nothing more until it is restarted or an operator has the slot passed over.
  ///
  /// @param index the command's number in the one order of commands; higher than any before
  /// @return the outcome, kept for whoever asks again under the same command id; must not be
  ///   changed later
  byte[] apply(long index, byte[] command);

  /// The replicated time is now this: milliseconds since the epoch, never less than before. Called
  /// before each [#apply], and on its own, with an `index` of its own, when [#nextDueMillis] is
  /// reached or an operator advanced the time. So nothing is due any more before an [#apply],
  /// except at [FormatLevel#FIRST], where what is due takes effect under the index of the command
  /// that follows. Must not throw: otherwise the node applies nothing more, as after an [Error] of
  /// [#apply].
  void advance(long index, long timeMillis);

  /// The newest format level that this machine reads and writes; see [FormatLevel].
  default int newestLevel() {
    return FormatLevel.NEWEST;
  }

  /// From the next call on, this format level is in force; before the first call,
  /// [FormatLevel#FIRST] is. Called when the level is raised, and after another state took the
  /// place of the machine's. Must not throw.
  default void level(int level) {}

  /// The replicated time at which [#advance] will change something; empty if there is none.
  OptionalLong nextDueMillis();

  /// A digest of the whole state: equal if the states are equal. Must be cheap.
  long digest();

  /// The whole state as it is now. Must return at once, since the event loop waits for it. What it
  /// returns is written later, on another thread, while the machine goes on, and must not change
  /// with it.
  Capture capture();

  /// Replaces the whole state by one that [#capture] wrote, here or on another replica. Called
  /// before the first [#apply], or between two of them when this replica had fallen far behind.
  ///
  /// @throws IOException when the stream fails, or does not hold a state
  void restore(InputStream in) throws IOException;

  /// Reads such a state on another thread, while the machine goes on; nothing changes until
  /// [Successor#takePlace] is called. Unless overridden, that call does everything but read the
  /// bytes: override it if [#restore] takes longer than peers wait for a silent node.
  ///
  /// @throws IOException when the stream fails, or does not hold a state
  default Successor prepare(InputStream in) throws IOException {
    var bytes = in.readAllBytes();
    return () -> restore(new ByteArrayInputStream(bytes));
  }

  /// A state that was read, but is not in place yet.
  interface Successor {

    /// Makes it the state of the machine, at once, on the event loop.
    void takePlace() throws IOException;
  }

  /// A state as it was at one moment.
  interface Capture {
    void writeTo(OutputStream out) throws IOException;
  }
}

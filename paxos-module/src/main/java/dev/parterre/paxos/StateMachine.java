package dev.parterre.paxos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;

/// What is replicated. All calls come from the node's event loop, one at a time; every call must be
/// deterministic: the same calls in the same order leave every replica in the same state.
public interface StateMachine {

  /// Applies one command. The replicated time has been told by [#advance] before.
  ///
  /// @param index the command's number in the one order of commands, from 1 on without gaps
  /// @return the outcome, kept for whoever asks again under the same command id; not changed later
  byte[] apply(long index, byte[] command);

  /// The replicated time is now this: milliseconds since the epoch, never less than before. Called
  /// before each [#apply], and alone when [#nextDueMillis] is reached; `index` then counts this
  /// tick.
  void advance(long index, long timeMillis);

  /// The replicated time from which on [#advance] would change something; empty if none is known.
  OptionalLong nextDueMillis();

  /// A digest of the whole state: equal where the states are equal. Cheap.
  long digest();

  /// The whole state as it is now: taken at once, for the event loop waits for it. What it returns
  /// is written later, on another thread, while the machine goes on, and does not change with it.
  Capture capture();

  /// Replaces the whole state by one that [#capture] took, here or on another replica. Called
  /// before the first [#apply], or between two of them when this replica had fallen far behind.
  ///
  /// @throws IOException when the stream fails, or does not hold a state
  void restore(InputStream in) throws IOException;

  /// A state as it was at one moment.
  interface Capture {
    void writeTo(OutputStream out) throws IOException;
  }
}

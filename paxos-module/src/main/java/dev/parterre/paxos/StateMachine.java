package dev.parterre.paxos;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;

/// What is replicated. All calls come from the node's event loop, one at a time; every call must be
/// deterministic: the same calls in the same order leave every replica in the same state. What a
/// node's own configuration says must not have a part in it.
public interface StateMachine {

  /// Applies one command. The replicated time has been told by [#advance] before.
  ///
  /// All or nothing: where it throws a [RuntimeException], the machine must be as it was before,
  /// and must throw on every replica alike. The command then counts as failed, under its index, and
  /// is not applied again. Where it throws an [Error], which another replica need not, this node
  /// applies nothing more until it is started again or an operator has the slot passed over.
  ///
  /// @param index the command's number in the one order of commands; higher than any before
  /// @return the outcome, kept for whoever asks again under the same command id; not changed later
  byte[] apply(long index, byte[] command);

  /// The replicated time is now this: milliseconds since the epoch, never less than before. Called
  /// before each [#apply], and alone when [#nextDueMillis] is reached or an operator advanced it;
  /// `index` then counts this tick. Must not throw: the node then applies nothing more, as after an
  /// [Error] of [#apply].
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

  /// Reads such a state aside, on another thread, while the machine goes on; nothing changes until
  /// what this returns is told to take its place. Unless overridden, that does all but the reading
  /// of the bytes: override it where [#restore] takes longer than a peer's patience.
  ///
  /// @throws IOException when the stream fails, or does not hold a state
  default Successor prepare(InputStream in) throws IOException {
    var bytes = in.readAllBytes();
    return () -> restore(new ByteArrayInputStream(bytes));
  }

  /// A state that was read aside.
  interface Successor {

    /// Becomes the state of the machine, at once, on the event loop.
    void takePlace() throws IOException;
  }

  /// A state as it was at one moment.
  interface Capture {
    void writeTo(OutputStream out) throws IOException;
  }
}

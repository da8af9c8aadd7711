package dev.parterre.paxos.simulation;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Makes the next operation of one kind on a node's snapshots fail, once, possibly in a way for
/// which its caller is not prepared.
final class SnapshotTrouble {

  /// What fails.
  enum Way {
    /// Writing, on another thread, with an [IOException].
    WRITE(false),
    /// Receiving a piece from a peer, or reading one for a peer.
    RECEIVE(false),
    READ(false),
    /// Adopting a snapshot, when the last piece has arrived.
    ADOPT(false),
    /// Restoring, on the event loop: the node stops, and is restarted.
    RESTORE(false),
    /// Writing, on another thread, with an exception that is not declared.
    WRITE_UNDECLARED(true),
    /// Writing the state itself, likewise.
    CONTENT_UNDECLARED(true),
    /// Capturing the state, on the event loop.
    CAPTURE_UNDECLARED(true);

    /// Whether it is a [RuntimeException].
    final boolean undeclared;

    Way(boolean undeclared) {
      this.undeclared = undeclared;
    }
  }

  /// An exception that is not declared.
  static final class Undeclared extends RuntimeException {
    private static final long serialVersionUID = 1;

    Undeclared() {
      super("the snapshot failed", null, false, false);
    }
  }

  private final Counters counters;
  private @Nullable Way next;
  private boolean failed;

  SnapshotTrouble(Counters counters) {
    this.counters = counters;
  }

  void failSoon(Way way) {
    next = way;
  }

  void heal() {
    next = null;
  }

  /// A process starts to use the snapshots.
  void begin() {
    failed = false;
  }

  /// Whether anything has failed since [#begin].
  boolean hasFailed() {
    return failed;
  }

  /// Called before the operation.
  void before(Way way) throws IOException {
    if (way.equals(next)) {
      next = null;
      failed = true;
      counters.count(
          way.undeclared ? Sometimes.SNAPSHOT_FAILED_UNDECLARED : Sometimes.SNAPSHOT_FAILED);
      if (way.undeclared) {
        throw new Undeclared();
      }
      throw new IOException("the snapshot failed");
    }
  }

  /// Called where no [IOException] may be thrown.
  void beforeUndeclared(Way way) {
    try {
      before(way);
    } catch (IOException declared) {
      throw new IllegalArgumentException(way + " is declared", declared);
    }
  }
}

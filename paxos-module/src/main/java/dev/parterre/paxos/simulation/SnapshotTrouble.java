package dev.parterre.paxos.simulation;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Lets the next of one kind of work on a node's snapshots fail, once, and in a way that whoever
/// called may not have thought of.
final class SnapshotTrouble {

  /// What fails.
  enum Way {
    /// On a thread of its own, with an [IOException].
    WRITE(false),
    /// A piece from a peer, or a piece for one.
    RECEIVE(false),
    READ(false),
    /// The last piece is here.
    ADOPT(false),
    /// On the event loop: the node stops, and is started again.
    RESTORE(false),
    /// On a thread of its own, with what nobody declared.
    WRITE_UNDECLARED(true),
    /// The state cannot be written down, likewise.
    CONTENT_UNDECLARED(true),
    /// The state cannot be captured, on the event loop.
    CAPTURE_UNDECLARED(true);

    /// Whether it is a [RuntimeException].
    final boolean undeclared;

    Way(boolean undeclared) {
      this.undeclared = undeclared;
    }
  }

  /// What nobody declared.
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

  /// A process begins to use the snapshots.
  void begin() {
    failed = false;
  }

  /// Whether anything did since [#begin].
  boolean hasFailed() {
    return failed;
  }

  /// Before the work.
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

  /// Where no [IOException] may be.
  void beforeUndeclared(Way way) {
    try {
      before(way);
    } catch (IOException declared) {
      throw new IllegalArgumentException(way + " is declared", declared);
    }
  }
}

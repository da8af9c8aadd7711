package dev.parterre.reservation.boxoffice;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The last [#CHANGES_MAX] changes to the seats of one event, in a ring, for any number of reading
/// threads. The event loop writes and never waits for readers. A reader follows with a cursor, the
/// sequence number of the last change that it has seen, and is told if the ring has overtaken it.
///
/// The index of a change means the same on every replica. When the state is replaced by a snapshot,
/// the feed is broken off by a sequence number without a change.
public final class SeatFeed {

  static final int CHANGES_MAX = 4096;

  private volatile @Nullable AtomicReferenceArray<SeatChange> ring;
  private volatile long last;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private long announced;

  /// What a reader gets after its cursor.
  public sealed interface Following {

    /// @param changes in order; empty if nothing happened
    record Changes(List<SeatChange> changes, long cursor) implements Following {}

    /// The ring no longer has every change after the cursor.
    record Overtaken() implements Following {}
  }

  /// Only the event loop calls this.
  void publish(long index, int[] seats, byte[] statuses, int[] areas, int[] free) {
    var changes = ring;
    if (changes == null) {
      changes = new AtomicReferenceArray<>(CHANGES_MAX);
      ring = changes;
    }
    long sequence = last + 1;
    changes.set(slot(sequence), new SeatChange(sequence, index, seats, statuses, areas, free));
    last = sequence;
  }

  /// Skips a sequence number, because the state was replaced and the changes that led to the new
  /// one are not known: every reader is overtaken, and none can continue from an earlier index.
  /// Only the event loop calls this.
  void breakOff() {
    long gap = last + 1;
    last = gap;
  }

  /// The cursor of a reader that has seen everything so far.
  public long cursor() {
    return last;
  }

  /// The cursor of a reader that has seen everything up to an index; empty if some of what came
  /// after it is gone. At [dev.parterre.paxos.FormatLevel#FIRST] two changes may have the same
  /// index, and the reader may have seen only the first: it gets both again, which is harmless
  /// because a change contains the new statuses and not the difference.
  public OptionalLong cursorAt(long index) {
    long seen = last;
    for (; seen > 0; seen--) {
      var change = change(seen);
      if (change == null) {
        return OptionalLong.empty();
      }
      if (change.index() <= index) {
        return OptionalLong.of(beforeTwins(change));
      }
    }
    return OptionalLong.of(0);
  }

  /// Returns at once, with all changes after the cursor.
  public Following after(long cursor) {
    long end = last;
    var changes = new ArrayList<SeatChange>((int) Math.min(end - cursor, CHANGES_MAX));
    for (long sequence = cursor + 1; sequence <= end; sequence++) {
      var change = change(sequence);
      if (change == null) {
        return new Following.Overtaken();
      }
      changes.add(change);
    }
    return new Following.Changes(changes, end);
  }

  /// Blocks until there is a change after the cursor, or for this time at most. A reader that waits
  /// notices a change only when [#announce] is called.
  public void await(long cursor, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long remaining = nanos;
      while (last <= cursor && remaining > 0) {
        remaining = news.awaitNanos(remaining);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Wakes the waiting readers if there were changes since the last call.
  public void announce() {
    if (last == announced) {
      return;
    }
    lock.lock();
    try {
      announced = last;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The sequence number of this change if no other has its index; otherwise the one before the
  /// first of them.
  private long beforeTwins(SeatChange change) {
    long before = change.sequence() - 1;
    var previous = change(before);
    while (previous != null && previous.index() == change.index()) {
      before--;
      previous = change(before);
    }
    return before == change.sequence() - 1 ? change.sequence() : before;
  }

  /// Null if the ring no longer has it, or never had it.
  private @Nullable SeatChange change(long sequence) {
    var changes = ring;
    var change = changes == null ? null : changes.get(slot(sequence));
    return change == null || change.sequence() != sequence ? null : change;
  }

  private static int slot(long sequence) {
    return (int) (sequence % CHANGES_MAX);
  }
}

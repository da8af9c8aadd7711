package dev.parterre.reservation.boxoffice;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The last changes to the seats of one event, for any number of readers. The event loop writes and
/// never waits: readers follow by a cursor, and one that is overtaken by the ring learns that it
/// is.
///
/// The changes are those of the whole log, so an index means the same on every replica. A state
/// that was taken over from a snapshot breaks the feed off: a number without a change.
public final class SeatFeed {

  static final int CHANGES_MAX = 4096;

  private volatile @Nullable AtomicReferenceArray<SeatChange> ring;
  private volatile long last;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private long announced;

  /// What came after a cursor.
  public sealed interface Following {

    /// @param changes in order; empty if nothing happened
    record Changes(List<SeatChange> changes, long cursor) implements Following {}

    /// The ring no longer has all that came after the cursor.
    record Overtaken() implements Following {}
  }

  /// Only the event loop calls this.
  void publish(long index, int[] seats, byte[] statuses) {
    var changes = ring;
    if (changes == null) {
      changes = new AtomicReferenceArray<>(CHANGES_MAX);
      ring = changes;
    }
    long sequence = last + 1;
    changes.set(slot(sequence), new SeatChange(sequence, index, seats, statuses));
    last = sequence;
  }

  /// The seats are others now, and the changes that led there are not known: whoever follows is
  /// overtaken, and nobody goes on from an index before. Only the event loop calls this.
  void breakOff() {
    long gap = last + 1;
    last = gap;
  }

  /// The cursor of one who has seen everything so far.
  public long cursor() {
    return last;
  }

  /// The cursor of one who has seen everything up to an index; empty if what came after is partly
  /// gone. At [dev.parterre.paxos.FormatLevel#FIRST] two changes may bear one index, of which it
  /// may have seen only the first: it sees both again, which does no harm because each says what is
  /// and not what is different.
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

  /// Waits until there is something after the cursor, or so long.
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

  /// Wakes those who wait, if there is news since the last time.
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

  /// The sequence of this change if it is the only one of its index, else that before the first.
  private long beforeTwins(SeatChange change) {
    long before = change.sequence() - 1;
    var previous = change(before);
    while (previous != null && previous.index() == change.index()) {
      before--;
      previous = change(before);
    }
    return before == change.sequence() - 1 ? change.sequence() : before;
  }

  /// Null if the ring has gone on.
  private @Nullable SeatChange change(long sequence) {
    var changes = ring;
    var change = changes == null ? null : changes.get(slot(sequence));
    return change == null || change.sequence() != sequence ? null : change;
  }

  private static int slot(long sequence) {
    return (int) (sequence % CHANGES_MAX);
  }
}

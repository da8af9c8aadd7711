package dev.parterre.paxos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Where everything waits that the one event loop is to take. Any thread puts, one thread takes.
final class Mailbox<T> {

  private final int most;
  private final ConcurrentLinkedQueue<T> items = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private volatile @Nullable Thread parked;
  private volatile boolean closed;

  /// @param most items that may wait; a further one is refused
  Mailbox(int most) {
    this.most = most;
  }

  /// @return false if it is full or closed
  boolean offer(T item) {
    if (size.incrementAndGet() > most) {
      size.decrementAndGet();
      return false;
    }
    items.add(item);
    wake();
    // Who closed it may have looked before the item was there: then it is taken back.
    return !closed || !items.remove(item);
  }

  /// Nothing more is taken.
  ///
  /// @return what waited
  List<T> close() {
    closed = true;
    return drain();
  }

  /// Everything that waits, in order.
  List<T> drain() {
    var drained = new ArrayList<T>();
    for (var item = items.poll(); item != null; item = items.poll()) {
      drained.add(item);
    }
    size.addAndGet(-drained.size());
    return drained;
  }

  /// Waits until something is there, for at most `millis`. May return early.
  void await(long millis) {
    parked = Thread.currentThread();
    if (items.isEmpty()) {
      LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
    }
    parked = null;
  }

  void wake() {
    var waiting = parked;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }
}

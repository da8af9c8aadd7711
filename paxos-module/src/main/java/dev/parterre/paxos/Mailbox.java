package dev.parterre.paxos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Where everything waits that the one event loop is to take. Any thread puts, one thread takes.
final class Mailbox<T> {

  private final int most;
  private final long mostBytes;
  private final ToLongFunction<T> bytesOf;
  private final ConcurrentLinkedQueue<T> items = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private volatile @Nullable Thread parked;
  private volatile boolean closed;

  /// @param most items that may wait; a further one is refused
  /// @param mostBytes that they may hold together, unless one alone holds more
  /// @param bytesOf what an item holds of memory; the same each time
  Mailbox(int most, long mostBytes, ToLongFunction<T> bytesOf) {
    this.most = most;
    this.mostBytes = mostBytes;
    this.bytesOf = bytesOf;
  }

  /// @return false if it is full or closed
  boolean offer(T item) {
    var itemBytes = bytesOf.applyAsLong(item);
    var before = bytes.getAndAdd(itemBytes);
    var tooLarge = before > 0 && itemBytes > 0 && before + itemBytes > mostBytes;
    if (size.incrementAndGet() > most || tooLarge) {
      size.decrementAndGet();
      bytes.addAndGet(-itemBytes);
      return false;
    }
    return add(item);
  }

  /// Takes it although it is full: for what comes seldom and cannot be told again.
  void put(T item) {
    size.incrementAndGet();
    bytes.addAndGet(bytesOf.applyAsLong(item));
    var _ = add(item);
  }

  private boolean add(T item) {
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
    var drainedBytes = 0L;
    for (var item = items.poll(); item != null; item = items.poll()) {
      drained.add(item);
      drainedBytes += bytesOf.applyAsLong(item);
    }
    size.addAndGet(-drained.size());
    bytes.addAndGet(-drainedBytes);
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

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

/// Where everything waits for the event loop. Any thread puts items in, one thread takes them out.
final class Mailbox<T> {

  private final int most;
  private final long mostBytes;
  private final ToLongFunction<T> bytesOf;
  private final ConcurrentLinkedQueue<T> items = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private volatile @Nullable Thread parked;
  private volatile boolean closed;

  /// @param most the number of items that may wait; a further one is refused
  /// @param mostBytes the bytes that they may hold together, unless one alone holds more
  /// @param bytesOf the memory that an item holds; the same at each call
  Mailbox(int most, long mostBytes, ToLongFunction<T> bytesOf) {
    this.most = most;
    this.mostBytes = mostBytes;
    this.bytesOf = bytesOf;
  }

  /// @return false if the mailbox is full or closed
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

  /// Puts an item in even if the mailbox is full: for what is rare and is not sent again.
  void put(T item) {
    size.incrementAndGet();
    bytes.addAndGet(bytesOf.applyAsLong(item));
    var _ = add(item);
  }

  private boolean add(T item) {
    items.add(item);
    wake();
    // It may have been closed and emptied before the item was added: then the item is taken back.
    return !closed || !items.remove(item);
  }

  /// Nothing more is accepted.
  ///
  /// @return what waited
  List<T> close() {
    closed = true;
    return drain();
  }

  /// Takes everything that waits, in order.
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

  /// Waits until there is an item, for at most `millis`. May return early.
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

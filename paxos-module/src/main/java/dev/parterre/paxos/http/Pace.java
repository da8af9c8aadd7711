package dev.parterre.paxos.http;

import java.util.concurrent.TimeUnit;

/// Limits all senders together to so many bytes a second. Time in which nobody sends is not saved
/// up.
final class Pace {

  private final long bytesPerSecond;
  private long freeNanos = System.nanoTime();

  Pace(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /// Waits until these bytes may be sent.
  void await(int bytes) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(reserve(bytes, System.nanoTime()));
  }

  /// How long these bytes have to wait from now on.
  synchronized long reserve(int bytes, long nowNanos) {
    var wait = Math.max(0, freeNanos - nowNanos);
    freeNanos = nowNanos + wait + bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
    return wait;
  }
}

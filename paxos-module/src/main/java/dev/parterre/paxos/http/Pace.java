package dev.parterre.paxos.http;

import java.util.concurrent.TimeUnit;

/// Lets through so many bytes a second, whoever sends them, and saves nothing up for later.
final class Pace {

  private final long bytesPerSecond;
  private long freeNanos = System.nanoTime();

  Pace(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /// Waits for the turn of these bytes.
  void await(int bytes) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(reserve(bytes, System.nanoTime()));
  }

  /// How long to wait from now on.
  synchronized long reserve(int bytes, long nowNanos) {
    var wait = Math.max(0, freeNanos - nowNanos);
    freeNanos = nowNanos + wait + bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
    return wait;
  }
}

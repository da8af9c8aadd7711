package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.SeatFeed;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// The open streams: limits their number, wakes them, and ends them when the replica stops.
///
/// One thread wakes the readers of all feeds, every [#ANNOUNCE_MILLIS]: the event loop does not
/// have to, and a reader gets what happened in the meantime all at once.
@Component
final class Streams implements SmartLifecycle {

  /// A stream, with its connection and its buffers, takes an eighth of a megabyte of heap; all of
  /// them together may take half of the heap.
  static final int STREAMS_MAX = Math.clamp(Runtime.getRuntime().maxMemory() >> 18, 100, 5_000);

  private static final int ANNOUNCE_MILLIS = 25;

  private final Semaphore places = new Semaphore(STREAMS_MAX);
  private final Set<Thread> readers = ConcurrentHashMap.newKeySet();
  private final Map<SeatFeed, Integer> followed = new ConcurrentHashMap<>();
  private volatile boolean running;

  /// What a stream does until it ends.
  interface Stream {
    void run() throws InterruptedException;
  }

  /// Runs the stream on this thread, which is interrupted when the replica stops. Refuses it (503)
  /// if [#STREAMS_MAX] are open.
  void run(SeatFeed feed, Stream stream) {
    if (!running || !places.tryAcquire()) {
      throw new ProblemException(
              Problem.UNAVAILABLE, "This replica has no room for more streams; try another one.")
          .with(HttpHeaders.RETRY_AFTER, 1);
    }
    readers.add(Thread.currentThread());
    followed.merge(feed, 1, Integer::sum);
    try {
      if (running) {
        stream.run();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      followed.computeIfPresent(feed, (_, followers) -> followers == 1 ? null : followers - 1);
      readers.remove(Thread.currentThread());
      places.release();
    }
  }

  @Override
  public void start() {
    running = true;
    Thread.ofVirtual().name("announcer").start(this::announce);
  }

  /// Called before anything waits for open requests, which happens in lower phases.
  @Override
  public void stop() {
    running = false;
    readers.forEach(Thread::interrupt);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void announce() {
    try {
      while (running) {
        Thread.sleep(ANNOUNCE_MILLIS);
        followed.keySet().forEach(SeatFeed::announce);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}

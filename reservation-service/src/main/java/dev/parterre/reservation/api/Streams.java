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

/// All streams that are open: how many there may be, what wakes them, and that they end when the
/// replica does.
///
/// One thread wakes the readers of all feeds, a few dozen times a second: the event loop has better
/// things to do, and a reader gets what happened meanwhile in one go.
@Component
final class Streams implements SmartLifecycle {

  /// With its connection and its buffers a stream takes an eighth of a megabyte of heap; all of
  /// them together may take half of it.
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

  /// Runs the stream on this thread, which is interrupted when the replica stops.
  void run(SeatFeed feed, Stream stream) {
    if (!running || !places.tryAcquire()) {
      throw new ProblemException(
              Problem.UNAVAILABLE, "This replica has no room for one more stream; try another.")
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

  /// Before anybody waits for open requests: that is in lower phases.
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

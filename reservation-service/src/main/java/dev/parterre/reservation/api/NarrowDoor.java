package dev.parterre.reservation.api;

import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;

/// Lets only one thing be done at a time that takes much of a replica's memory, as reading the
/// largest plan does, or of its processors: two at once could keep it from all else. Others wait
/// for up to 5 s.
final class NarrowDoor {

  private static final int WAIT_SECONDS = 5;

  private final Semaphore place = new Semaphore(1, true);

  <T> T alone(Supplier<T> work) {
    if (!comeIn()) {
      throw new ProblemException(
              Problem.UNAVAILABLE, "Others ask for the same at the moment; nothing was done.")
          .with(HttpHeaders.RETRY_AFTER, WAIT_SECONDS);
    }
    try {
      return work.get();
    } finally {
      place.release();
    }
  }

  private boolean comeIn() {
    try {
      return place.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

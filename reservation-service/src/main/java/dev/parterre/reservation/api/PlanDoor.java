package dev.parterre.reservation.api;

import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;

/// Lets only one plan be imported at a time: the largest takes much of a replica's memory while it
/// is read, so two of them at once could exhaust it. Other imports wait for up to 5 s.
final class PlanDoor {

  private static final int WAIT_SECONDS = 5;

  private final Semaphore place = new Semaphore(1, true);

  <T> T alone(Supplier<T> work) {
    if (!comeIn()) {
      throw new ProblemException(
              Problem.UNAVAILABLE, "Other plans are being imported; this one was not read.")
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

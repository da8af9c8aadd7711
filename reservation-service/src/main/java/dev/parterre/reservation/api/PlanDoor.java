package dev.parterre.reservation.api;

import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;

/// Lets in one plan at a time: the largest takes a good part of a replica's memory while it is
/// read, so two of them at once could end the replica.
final class PlanDoor {

  private static final int WAIT_SECONDS = 5;

  private final Semaphore place = new Semaphore(1, true);

  <T> T alone(Supplier<T> work) {
    if (!comeIn()) {
      throw new ProblemException(
              Problem.UNAVAILABLE, "Other plans are being taken in; this one was not looked at.")
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

package dev.parterre.reservation.cli.bench;

import dev.parterre.reservation.cli.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// Gives out free seats in random order, each once, and creates the next event before the last seat
/// is given out. A share of the seats may be ones that were given out before.
final class SeatSupply {

  /// Steps that reach every seat, because they are coprime to the number of seats.
  private static final int[] STEPS = {7_919, 15_487, 24_593, 36_137};

  private static final int NEXT_EVENT_AT = BenchHall.SEATS / 2;

  private final BenchHall hall;
  private final String venueId;
  private final double contention;
  private volatile Sale sale;

  SeatSupply(BenchHall hall, double contention) throws Failure {
    this.hall = hall;
    this.contention = contention;
    this.venueId = hall.venue();
    this.sale = new Sale(hall.event(venueId));
  }

  Place next() throws Failure {
    while (true) {
      var current = sale;
      var given = current.given.getAndIncrement();
      if (given == NEXT_EVENT_AT) {
        Thread.ofVirtual().start(() -> prepare(current));
      }
      if (given < BenchHall.SEATS) {
        return current.place(again(given) ? ThreadLocalRandom.current().nextInt(given) : given);
      }
      sale = current.awaitNext();
    }
  }

  private boolean again(int given) {
    return given > 0 && contention > 0 && ThreadLocalRandom.current().nextDouble() < contention;
  }

  private void prepare(Sale current) {
    try {
      current.next.complete(new Sale(hall.event(venueId)));
    } catch (Failure e) {
      current.next.completeExceptionally(e);
    }
  }

  record Place(String eventId, String seat) {}

  private static final class Sale {
    private final String eventId;
    private final int step = STEPS[ThreadLocalRandom.current().nextInt(STEPS.length)];
    private final int offset = ThreadLocalRandom.current().nextInt(BenchHall.SEATS);
    private final AtomicInteger given = new AtomicInteger();
    private final CompletableFuture<Sale> next = new CompletableFuture<>();

    Sale(String eventId) {
      this.eventId = eventId;
    }

    Place place(int number) {
      var seat = (int) ((offset + (long) number * step) % BenchHall.SEATS);
      return new Place(eventId, BenchHall.seat(seat));
    }

    Sale awaitNext() throws Failure {
      try {
        return next.get(60, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new Failure("no event left to sell: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Failure("interrupted");
      }
    }
  }
}

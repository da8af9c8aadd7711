package dev.parterre.reservation.system;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Concurrent buyers, each of which sends one request after another to any replica, and reserves in
/// one step or by a hold. A buyer without an answer retries under the same key at another replica,
/// until there is one.
final class Crowd implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(60);
  private static final int HOT_SEATS = 8;

  private final List<Api> replicas;
  private final List<String> events;
  private final int rows;
  private final int seatsInRow;
  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
  private final AtomicLong answers = new AtomicLong();
  private final List<Thread> buyers = new ArrayList<>();
  private volatile boolean over;

  private Crowd(List<Api> replicas, List<String> events, int rows, int seatsInRow) {
    this.replicas = replicas;
    this.events = events;
    this.rows = rows;
    this.seatsInRow = seatsInRow;
  }

  /// @param events events of the same venue, whose seats have the names of [Shows#plan]
  static Crowd of(int buyers, List<Api> replicas, List<String> events, int rows, int seatsInRow) {
    var crowd = new Crowd(replicas, events, rows, seatsInRow);
    for (var buyer = 0; buyer < buyers; buyer++) {
      var dice = new Random(buyer);
      crowd.buyers.add(Thread.ofVirtual().start(() -> crowd.buy(dice)));
    }
    return crowd;
  }

  /// All requests that have a final answer so far.
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /// Answers that no replica may give.
  List<String> faults() {
    return List.copyOf(faults);
  }

  /// Answers after which a request is to be retried. Requests without any answer are not counted.
  List<String> refusals() {
    return List.copyOf(refusals);
  }

  /// Waits until this many further requests have been answered.
  void goesOn(int further, Duration atMost) {
    var goal = answers.get() + further;
    Until.holds(further + " further answers", atMost, () -> answers.get() >= goal);
  }

  /// Stops new requests, and returns when every buyer has its last answer.
  @Override
  public void close() {
    over = true;
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    for (var buyer : buyers) {
      try {
        buyer.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void buy(Random dice) {
    while (!over) {
      try {
        var event = events.get(dice.nextInt(events.size()));
        if (dice.nextInt(3) == 0) {
          holdAndReserve(event, seats(dice), dice);
        } else {
          ask("/reservations", Shows.reservation(event, seats(dice)), dice);
        }
        Until.sleep(PAUSE);
      } catch (RuntimeException | AssertionError e) {
        faults.add(e.toString());
      }
    }
  }

  private void holdAndReserve(String event, String[] seats, Random dice) {
    var held = ask("/events/" + event + "/holds", Shows.seats(seats), dice);
    if (held.status() == 201) {
      var hold = held.json().path("holdId").asString();
      ask("/reservations", Shows.reservationOf(hold), dice);
    }
  }

  /// One seat or two neighbours; now and then one of the few seats that all buyers try to get.
  private String[] seats(Random dice) {
    var row = 1 + dice.nextInt(rows);
    var seat = 1 + dice.nextInt(seatsInRow - 1);
    return switch (dice.nextInt(8)) {
      case 0 -> new String[] {"1-" + (1 + dice.nextInt(HOT_SEATS))};
      case 1, 2, 3 -> new String[] {row + "-" + seat, row + "-" + (seat + 1)};
      default -> new String[] {row + "-" + seat};
    };
  }

  private Answer ask(String path, Object request, Random dice) {
    var key = UUID.randomUUID().toString();
    var body = Api.bytes(request);
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var at = dice.nextInt(replicas.size());
    for (var attempt = 1; System.nanoTime() < deadline; attempt++) {
      var answer = attempt(replicas.get((at + attempt) % replicas.size()), path, key, body);
      if (answer != null) {
        asked.add(new Asked(path, key, body, answer, attempt));
        answers.incrementAndGet();
        if (answer.status() != 201 && answer.status() != 409) {
          faults.add(path + ": " + answer.status() + " " + answer.text());
        }
        return answer;
      }
      Until.sleep(Duration.ofMillis(20));
    }
    throw new AssertionError(path + " under " + key + " was never answered");
  }

  /// Null if the request is to be retried.
  private @Nullable Answer attempt(Api replica, String path, String key, byte[] body) {
    try {
      var answer = replica.post(path, body, Shows.key(key));
      if (answer.status() != 503 && !answer.hasSlug("request-in-progress")) {
        return answer;
      }
      refusals.add(replica.base() + path + ": " + answer.status() + " " + answer.text());
      return null;
    } catch (UncheckedIOException away) {
      return null;
    }
  }
}

package dev.parterre.reservation.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parterre.reservation.cli.DataDirectory;
import dev.parterre.reservation.cli.Failure;
import dev.parterre.reservation.cli.HttpRequests;
import dev.parterre.reservation.cli.Replica;
import dev.parterre.reservation.cli.Replicas;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Clients in a closed loop: each sends its next request when its last one was answered. They are
/// spread over the replicas; a client whose replica is gone continues with the next one.
final class Load implements AutoCloseable {

  static final String RESERVE = "/reservations";
  static final String EMPTY = "/bench/empty";

  private final List<URI> replicas;
  private final String path;
  private final SeatSupply supply;
  private final long nanosBetween;
  private final AtomicLong nextDue = new AtomicLong(System.nanoTime());
  private final List<LoadClient> clients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final String run = DataDirectory.randomSecret().substring(0, 12);
  private final AtomicLong requests = new AtomicLong();
  private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
  private volatile @Nullable Watch watch;
  private volatile boolean stopped;

  Load(List<URI> replicas, String path, SeatSupply supply, int clients) {
    this(replicas, path, supply, clients, 0);
  }

  /// @param perSecond how many requests to begin per second, unless all clients wait for answers
  static Load paced(
      List<URI> replicas, String path, SeatSupply supply, int clients, int perSecond) {
    return new Load(replicas, path, supply, clients, TimeUnit.SECONDS.toNanos(1) / perSecond);
  }

  private Load(List<URI> replicas, String path, SeatSupply supply, int clients, long nanosBetween) {
    this.nanosBetween = nanosBetween;
    this.replicas = List.copyOf(replicas);
    this.path = path;
    this.supply = supply;
    for (var client = 0; client < clients; client++) {
      this.clients.add(new LoadClient(this, client));
    }
  }

  void start() {
    for (var client : clients) {
      threads.add(Thread.ofPlatform().name("client").daemon().start(client));
    }
  }

  boolean isStopped() {
    return stopped;
  }

  URI replica(int number) {
    return replicas.get(number % replicas.size());
  }

  byte[] nextRequest(URI base) throws Failure {
    if (nanosBetween > 0) {
      var due = nextDue.getAndAdd(nanosBetween);
      Replicas.pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
    }
    var place = supply.next();
    // Another customer each time, since an event limits the seats of each.
    var number = requests.incrementAndGet();
    var body =
        "{\"eventId\":\""
            + place.eventId()
            + "\",\"seats\":[\""
            + place.seat()
            + "\"],\"customer\":{\"name\":\"Bench\",\"email\":\"bench-"
            + number
            + "@example.org\"}}";
    var key = run + "-" + number;
    return HttpRequests.post(base, Replica.API + path, null, key, body.getBytes(UTF_8));
  }

  /// The tally since the last call. Fails if a client has failed.
  Tally take() throws Failure {
    var failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    var sum = new Tally();
    for (var client : clients) {
      sum.add(client.take());
    }
    return sum;
  }

  /// Watches for the first request that begins after this call to be acknowledged.
  Watch watch() {
    var begun = new Watch(System.nanoTime(), new CompletableFuture<>());
    watch = begun;
    return begun;
  }

  void acknowledged(long startNanos, long endNanos) {
    var watching = watch;
    if (watching != null && startNanos - watching.sinceNanos() >= 0) {
      watching.acknowledgedNanos().complete(endNanos);
      watch = null;
    }
  }

  void fail(Failure why) {
    failure.compareAndSet(null, why);
  }

  @Override
  public void close() throws Failure {
    stopped = true;
    try {
      for (var thread : threads) {
        thread.join(Duration.ofSeconds(10));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
  }

  record Watch(long sinceNanos, CompletableFuture<Long> acknowledgedNanos) {}
}

package dev.parterre.reservation.cli.bench;

import dev.parterre.reservation.cli.Failure;
import dev.parterre.reservation.cli.HttpLane;
import dev.parterre.reservation.cli.Replicas;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/// One client of a [Load].
final class LoadClient implements Runnable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration AFTER_ERROR = Duration.ofMillis(10);

  private final Load load;
  private int replica;
  private final LongAdder conflicts = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final SingleWriterRecorder latencies =
      new SingleWriterRecorder(Tally.MICROS_MAX, Tally.DIGITS);
  private @Nullable Histogram recycled;

  LoadClient(Load load, int number) {
    this.load = load;
    this.replica = number;
  }

  /// The tally since the last call. Its histogram is valid until the next call, which reuses it.
  Tally take() {
    var interval = latencies.getIntervalHistogram(recycled);
    recycled = interval;
    return new Tally(conflicts.sumThenReset(), errors.sumThenReset(), interval);
  }

  @Override
  public void run() {
    try {
      while (!load.isStopped()) {
        useOneConnection();
        replica++;
      }
    } catch (Failure e) {
      load.fail(e);
    }
  }

  /// Sends requests until the connection breaks or the load is stopped.
  private void useOneConnection() throws Failure {
    try (var lane = new HttpLane(load.replica(replica), PATIENCE)) {
      while (!load.isStopped()) {
        var request = load.nextRequest(lane.base());
        var start = System.nanoTime();
        var status = lane.send(request);
        record(status, start, System.nanoTime());
      }
    } catch (IOException e) {
      errors.increment();
      Replicas.pause(AFTER_ERROR);
    }
  }

  private void record(int status, long start, long end) throws Failure {
    if (status / 100 == 2) {
      latencies.recordValue(Math.min((end - start) / 1000, Tally.MICROS_MAX));
      load.acknowledged(start, end);
    } else if (status == 409) {
      conflicts.increment();
    } else {
      errors.increment();
      Replicas.pause(AFTER_ERROR);
    }
  }
}

package dev.parterre.paxos.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// The time, the chance and the order of everything in one run. One thread; one seed.
final class World {

  private record Happening(long micros, long order, Runnable what) {}

  private final PriorityQueue<Happening> agenda =
      new PriorityQueue<>(
          Comparator.comparingLong(Happening::micros).thenComparingLong(Happening::order));
  private final SplittableRandom random;
  private long micros;
  private long scheduled;
  private long fingerprint;

  World(long seed) {
    random = new SplittableRandom(seed);
  }

  long micros() {
    return micros;
  }

  long millis() {
    return micros / 1000;
  }

  void after(long delayMicros, Runnable what) {
    agenda.add(new Happening(micros + Math.max(0, delayMicros), scheduled++, what));
  }

  /// Lets everything happen that is due up to `untilMillis`.
  void runUntil(long untilMillis) {
    while (!agenda.isEmpty() && agenda.peek().micros <= untilMillis * 1000) {
      var next = agenda.remove();
      micros = next.micros;
      next.what.run();
    }
    micros = Math.max(micros, untilMillis * 1000);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /// From `least` to `most`, both included.
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  long nextLong() {
    return random.nextLong();
  }

  /// Notes that something happened: two runs are the same when they noted the same.
  void note(long what) {
    fingerprint = (fingerprint ^ what ^ micros) * 0x9E3779B97F4A7C15L;
    fingerprint ^= fingerprint >>> 29;
  }

  long fingerprint() {
    return fingerprint;
  }
}

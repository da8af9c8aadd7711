package dev.parterre.paxos.http;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A peer's request that was delivered and is not answered yet.
final class OpenExchange {

  /// Whether its answer is said only after the force: nothing said before may take its place.
  final boolean awaitsForce;

  private final CountDownLatch answered = new CountDownLatch(1);
  private volatile List<Frame> answer = List.of();

  OpenExchange(boolean awaitsForce) {
    this.awaitsForce = awaitsForce;
  }

  /// Called once, by the [Outbox] under its lock.
  void answer(List<Frame> frames) {
    answer = frames;
    answered.countDown();
  }

  void await(int millis) throws InterruptedException {
    var _ = answered.await(millis, TimeUnit.MILLISECONDS);
  }

  List<Frame> answer() {
    return answer;
  }
}

package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NarrowDoorTest {

  @Test
  void one_plan_is_let_in_at_a_time() throws InterruptedException {
    var door = new NarrowDoor();
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var done = new AtomicInteger();
    var visitors = new ArrayList<Thread>();
    for (int i = 0; i < 5; i++) {
      visitors.add(Thread.startVirtualThread(() -> visit(door, inside, most, done)));
    }
    for (var visitor : visitors) {
      visitor.join();
    }

    assertThat(most).hasValue(1);
    assertThat(done).hasValue(5);
  }

  private static void visit(
      NarrowDoor door, AtomicInteger inside, AtomicInteger most, AtomicInteger done) {
    door.alone(
        () -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          Thread.yield();
          inside.decrementAndGet();
          return done.incrementAndGet();
        });
  }
}

package dev.parterre.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Notice;
import dev.parterre.paxos.log.PaxosLog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whole nodes; the disk of one, or of all, becomes slow and stays slow.
@Timeout(120)
@Tag("slow")
class SlowDiskTest {

  private static final long FORCE_MILLIS = 300;

  /// A leader leads for ten silences at least; a few more for the windows, and for slow machines.
  private static final Duration IN_TIME = Duration.ofSeconds(10);

  @TempDir Path disks;
  private final Map<Integer, Long> forces = new ConcurrentHashMap<>();
  private final Queue<Notice.HeldUp> handedOver = new ConcurrentLinkedQueue<>();
  private long number;

  private TestNodes found() throws Exception {
    var nodes = new TestNodes(disks);
    nodes.decorators =
        id ->
            new NodeDecorator() {
              @Override
              public PaxosLog around(PaxosLog log) {
                return slow(log, id);
              }
            };
    nodes.observers =
        _ ->
            new NodeObserver() {
              @Override
              public void heldUp(Notice.HeldUp heldUp) {
                handedOver.add(heldUp);
              }
            };
    nodes.found(3);
    return nodes;
  }

  private PaxosLog slow(PaxosLog log, int id) {
    return (PaxosLog)
        Proxy.newProxyInstance(
            PaxosLog.class.getClassLoader(),
            new Class<?>[] {PaxosLog.class},
            (_, method, arguments) -> {
              if (method.getName().equals("force")) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(forces.getOrDefault(id, 0L)));
              }
              try {
                return method.invoke(log, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  private Duration write(PaxosNode<CounterMachine> node) throws Exception {
    var start = System.nanoTime();
    var _ = TestNodes.applied(node.submit(TestNodes.command(++number, "more")));
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Duration meanWrite(PaxosNode<CounterMachine> node, int writes) throws Exception {
    var sum = Duration.ZERO;
    for (var i = 0; i < writes; i++) {
      sum = sum.plus(write(node));
    }
    return sum.dividedBy(writes);
  }

  /// etcd #15247, hashicorp/raft #503: heartbeats went on, and every write waited for that disk.
  @Test
  void a_leader_whose_disk_becomes_slow_hands_over_and_writes_are_fast_again() throws Exception {
    try (var nodes = found()) {
      var slow = nodes.leader();
      var other = nodes.node(slow % 3 + 1);
      forces.put(slow, FORCE_MILLIS);
      var start = System.nanoTime();
      var before = Duration.ZERO;
      while (nodes.leader() == slow) {
        before = write(other);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(IN_TIME);
      }
      assertThat(handedOver).singleElement().satisfies(this::isForItsDisk);
      var after = meanWrite(other, 200);
      System.out.println(
          "moved after "
              + Duration.ofNanos(System.nanoTime() - start).minus(after.multipliedBy(200))
              + "; a write took "
              + before
              + ", and now takes "
              + after);
      assertThat(after).isLessThan(Duration.ofMillis(FORCE_MILLIS / 3));
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      for (var writing = System.nanoTime(); System.nanoTime() - writing < 8_000_000_000L; ) {
        var _ = write(other);
      }
      assertThat(nodes.leader()).isNotEqualTo(slow);
      assertThat(handedOver).hasSize(1);
    }
  }

  private void isForItsDisk(Notice.HeldUp heldUp) {
    assertThat(heldUp.forceMillis()).isBetween(FORCE_MILLIS - 5, 3 * FORCE_MILLIS);
    assertThat(heldUp.successorMillis()).isLessThanOrEqualTo(heldUp.millis() / 3);
  }

  @Test
  void if_all_disks_are_slow_the_leader_stays() throws Exception {
    try (var nodes = found()) {
      var leader = nodes.leader();
      for (var id = 1; id <= 3; id++) {
        forces.put(id, FORCE_MILLIS / 2);
      }
      for (var writing = System.nanoTime(); System.nanoTime() - writing < 9_000_000_000L; ) {
        var _ = write(nodes.node(1));
      }
      assertThat(nodes.leader()).isEqualTo(leader);
      assertThat(handedOver).isEmpty();
    }
  }
}

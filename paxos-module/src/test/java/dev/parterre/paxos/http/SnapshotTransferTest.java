package dev.parterre.paxos.http;

import static dev.parterre.paxos.http.HttpTransportTest.eventually;
import static dev.parterre.paxos.http.TestMessages.accept;
import static dev.parterre.paxos.http.TestMessages.accepted;
import static dev.parterre.paxos.http.TestNode.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Replica 1 fetches what replica 2 has.
@Timeout(60)
@Tag("slow")
class SnapshotTransferTest {

  private static final NodeId TWO = new NodeId(2);

  private Map<NodeId, URI> members = Map.of();
  private TestNode one;
  private TestNode two;

  @BeforeEach
  void start() throws IOException {
    members = TestNode.members(3);
    one = new TestNode(1, members, SECRET);
    two = new TestNode(2, members, SECRET, TestMessages::acceptorsReply);
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  @Test
  void a_snapshot_of_several_requests_arrives_whole() throws Exception {
    var bytes = random(3 * Bounds.TRANSFER_BYTES + 12_345);
    var snapshot = two.snapshots.put(7, bytes);

    one.transport.fetch(TWO, snapshot);

    assertThat(one.fetched.poll(20, TimeUnit.SECONDS)).isEqualTo(snapshot);
    assertThat(one.snapshots.content()).isEqualTo(bytes);
  }

  @Test
  void a_broken_transfer_goes_on_where_it_broke_off() throws Exception {
    var snapshot = two.snapshots.put(7, random(2_000_000));
    var reads = new ConcurrentLinkedQueue<Long>();
    var breaks = new AtomicInteger(2);
    two.snapshots.cut =
        offset -> {
          reads.add(offset);
          return offset > 1_000_000 && breaks.getAndDecrement() > 0 ? 0 : Long.MAX_VALUE;
        };

    one.transport.fetch(TWO, snapshot);

    assertThat(one.fetched.poll(20, TimeUnit.SECONDS)).isEqualTo(snapshot);
    assertThat(reads.stream().filter(offset -> offset == 0)).hasSize(1);
    assertThat(breaks.get()).isNegative();
  }

  @Test
  void what_an_earlier_attempt_brought_is_not_asked_for_again() throws Exception {
    var bytes = random(1_000_000);
    var snapshot = two.snapshots.put(7, bytes);
    one.snapshots.receive(snapshot, Arrays.copyOf(bytes, 900_000));
    var reads = new ConcurrentLinkedQueue<Long>();
    two.snapshots.cut =
        offset -> {
          reads.add(offset);
          return Long.MAX_VALUE;
        };

    one.transport.fetch(TWO, snapshot);

    assertThat(one.fetched.poll(10, TimeUnit.SECONDS)).isEqualTo(snapshot);
    assertThat(reads).containsExactly(900_000L);
    assertThat(one.snapshots.content()).isEqualTo(bytes);
  }

  @Test
  void a_snapshot_that_is_gone_or_damaged_ends_silently_and_the_next_may_come() throws Exception {
    var gone = new Snapshot(new Slot(6), 100, 1);
    one.transport.fetch(TWO, gone);
    assertThat(one.gone.poll(20, TimeUnit.SECONDS)).isEqualTo(gone);
    var damaged = two.snapshots.put(7, random(100));
    two.snapshots.damage();
    while (!one.transport.fetch(TWO, damaged)) {
      Thread.sleep(5);
    }
    eventually(() -> one.snapshots.received(damaged) == 100);

    var snapshot = two.snapshots.put(8, random(100));
    eventually(
        () -> {
          one.transport.fetch(TWO, snapshot);
          return !one.fetched.isEmpty();
        });
    assertThat(one.fetched.poll()).isEqualTo(snapshot);
  }

  @Test
  void a_fetch_from_a_peer_that_does_not_answer_ends_and_is_bounded() throws Exception {
    one.transport.fetch(new NodeId(3), new Snapshot(new Slot(6), 100, 1));
    var snapshot = two.snapshots.put(7, random(100));

    one.transport.fetch(TWO, snapshot);
    assertThat(one.fetched.poll(500, TimeUnit.MILLISECONDS)).as("one at a time").isNull();
    eventually(
        () -> {
          one.transport.fetch(TWO, snapshot);
          return !one.fetched.isEmpty();
        });
  }

  @Test
  void no_more_than_a_few_snapshots_are_served_at_once() throws Exception {
    try (var three = new TestNode(3, members, SECRET);
        var guest = new TestNode(4, members, SECRET)) {
      var bytes = random(Bounds.TRANSFER_BYTES);
      var snapshot = two.snapshots.put(7, bytes);
      var serving = new AtomicInteger();
      var most = new AtomicInteger();
      two.snapshots.cut =
          offset -> {
            if (offset == 0) {
              most.accumulateAndGet(serving.incrementAndGet(), Math::max);
            } else if (offset + Bounds.TRANSFER_PIECE_BYTES >= bytes.length) {
              serving.decrementAndGet();
            }
            return Long.MAX_VALUE;
          };

      one.transport.fetch(TWO, snapshot);
      three.transport.fetch(TWO, snapshot);
      guest.transport.fetch(TWO, snapshot);

      assertThat(one.fetched.poll(20, TimeUnit.SECONDS)).isEqualTo(snapshot);
      assertThat(three.fetched.poll(20, TimeUnit.SECONDS)).isEqualTo(snapshot);
      assertThat(guest.fetched.poll(20, TimeUnit.SECONDS)).isEqualTo(snapshot);
      assertThat(most.get()).isLessThanOrEqualTo(Bounds.TRANSFERS);
    }
  }

  @Test
  void batches_do_not_wait_behind_a_transfer() throws Exception {
    var snapshot = two.snapshots.put(7, random(48 << 20));
    var before = medianMicros();

    one.transport.fetch(TWO, snapshot);
    var during = medianMicros();

    assertThat(one.fetched).as("the transfer is still under way").isEmpty();
    System.out.printf("round trip: p50 %d us, beside a transfer %d us%n", before, during);
    assertThat(during).isLessThan(20_000);
  }

  private long medianMicros() throws InterruptedException {
    var nanos = new long[500];
    for (var i = 0; i < nanos.length; i++) {
      var start = System.nanoTime();
      one.send(2, accept(i, 200));
      assertThat(one.next()).isEqualTo(accepted(i));
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return TimeUnit.NANOSECONDS.toMicros(nanos[nanos.length / 2]);
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
